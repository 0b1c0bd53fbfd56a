import type { JournalEntry } from "./api.js";
import { statusOf } from "./response.js";

/** A place in the reference. */
export interface Rule {
  readonly name: string;
  /** Relative to the console. */
  readonly href: string;
}

const anchor = (name: string, id: string): Rule => ({ name, href: `../docs/#${id}` });
const schema = (name: string) => anchor(name, `schema-${name}`);

/** What each warning is about. */
const warned: ReadonlyMap<string, Rule> = new Map([
  ["receipt-without-message-id", schema("MessageReceiptContent")],
  ["unknown-message", schema("MessageReceiptContent")],
  ["retired-content-type", schema("ContentType")],
  ["unknown-member", schema("ChatEvent")],
]);

/** Where the reference explains a warning. */
export function ruleOfWarning(code: string): Rule | undefined {
  return warned.get(code);
}

/** Where the reference has the rules that a rejected request broke: of the members that the reason names, and of the exception. */
export function rulesOf(entry: JournalEntry): Rule[] {
  const { outcome, reason = "" } = entry;
  const status = statusOf(entry);
  if (status === undefined || status === 200) return [];
  const named =
    outcome === "ValidationException"
      ? (reason.match(/\b(ContentType|Content|ClientToken|ConnectionToken)\b/g) ?? [])
      : [];
  return [...[...new Set(named)].map(schema), anchor(outcome, `error-${outcome}`)];
}
