import { StubException } from "../http/exception.js";
import type { ChatItem } from "../store/store.js";
import type { components } from "./schema.gen.js";

type Query = components["schemas"]["TranscriptQuery"];
type Direction = NonNullable<Query["ScanDirection"]>;

/** What a page has when nothing is said. */
const defaultResults = 10;

/** A page of a transcript, whose items come oldest first. Throws a ValidationException when it cannot start where it is to. */
export function pageOf(
  items: readonly ChatItem[],
  { MaxResults, NextToken, ScanDirection, SortOrder, StartPosition = {} }: Query,
): { Transcript: ChatItem[]; NextToken?: string } {
  const isStarted = Object.keys(StartPosition).length > 0;
  const wanted = ScanDirection ?? (isStarted ? "FORWARD" : "BACKWARD");
  const { direction, start } =
    NextToken === undefined
      ? { direction: wanted, start: startOf(items, StartPosition, wanted) }
      : after(items, NextToken);
  const most = MaxResults || defaultResults;
  const isForward = direction === "FORWARD";
  const page = isForward ? items.slice(start, start + most) : items.slice(Math.max(0, start + 1 - most), start + 1);
  const last = isForward ? page.at(-1) : page[0];
  const hasMore = last !== undefined && last !== (isForward ? items.at(-1) : items[0]);
  return {
    Transcript: SortOrder === "ASCENDING" ? page : page.toReversed(),
    ...(hasMore && { NextToken: Buffer.from(JSON.stringify([direction, last.Id])).toString("base64url") }),
  };
}

/** The index of the first item to read. */
function startOf(
  items: readonly ChatItem[],
  { Id, AbsoluteTime, MostRecent }: StartPosition,
  direction: Direction,
): number {
  const isForward = direction === "FORWARD";
  if (Id !== undefined) return indexOf(items, Id, "StartPosition.Id");
  if (AbsoluteTime !== undefined) {
    const time = Date.parse(AbsoluteTime);
    if (Number.isNaN(time)) throw invalid("StartPosition.AbsoluteTime must be a time in ISO 8601");
    if (!isForward) return items.findLastIndex((item) => Date.parse(item.AbsoluteTime) <= time);
    const index = items.findIndex((item) => Date.parse(item.AbsoluteTime) >= time);
    return index < 0 ? items.length : index;
  }
  if (MostRecent !== undefined) return Math.max(0, items.length - Math.max(1, MostRecent));
  return isForward ? 0 : items.length - 1;
}

type StartPosition = components["schemas"]["StartPosition"];

/** Where the page before has ended. */
function after(items: readonly ChatItem[], token: string): { direction: Direction; start: number } {
  const [direction, Id] = parsed(token);
  const isForward = direction === "FORWARD";
  if (!isForward && direction !== "BACKWARD") throw invalid("NextToken must be that of the page before");
  return { direction, start: indexOf(items, Id, "NextToken") + (isForward ? 1 : -1) };
}

function parsed(token: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function indexOf(items: readonly ChatItem[], Id: unknown, name: string): number {
  const index = items.findIndex((item) => item.Id === Id);
  if (index >= 0) return index;
  throw invalid(`${name} must be of an item that the transcript has: read it from its start`);
}

function invalid(message: string): StubException {
  return new StubException("ValidationException", message);
}
