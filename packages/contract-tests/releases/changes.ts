import { isDeepStrictEqual } from "node:util";
import { placeAt } from "../src/document.js";
import { isObject, type JsonObject } from "../src/json.js";
import { schemaChanges } from "./schema-changes.js";

/** Two documents that are compared. */
export interface Sides {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** One difference between two documents, and whether it can break who relied on the first. */
export interface Change {
  readonly breaking: boolean;
  readonly text: string;
}

/** Every difference in what two documents promise. Prose and examples make none. */
export function changesBetween(before: JsonObject, after: JsonObject): Change[] {
  const sides = { before, after };
  return [
    ...named(sides, ["paths"], "path").flatMap(({ change, way, name }) =>
      change !== undefined ? [change] : pathChanges(sides, way, name),
    ),
    ...securityChanges(sides, [], "every operation"),
    ...schemeChanges(sides),
    ...schemaChanges(sides, ["components", "schemas", "MessageReceiptContent"], "request", "MessageReceiptContent"),
  ];
}

function pathChanges(sides: Sides, way: readonly string[], path: string): Change[] {
  const isOperation = (member: string) => /^(get|put|post|delete|options|head|patch|trace)$/.test(member);
  return named(sides, way, "method", isOperation).flatMap(({ change, way, name }) => {
    if (change !== undefined) return [change];
    const title = `${name.toUpperCase()} ${path}`;
    return [
      ...valueChange(sides, way, "operationId", `${title}: `),
      ...securityChanges(sides, way, title),
      ...bodyChanges(sides, way, title),
      ...named(sides, [...way, "responses"], "response").flatMap((one) =>
        one.change !== undefined ? [one.change] : responseChanges(sides, one.way, one.name),
      ),
    ];
  });
}

function bodyChanges(sides: Sides, way: readonly string[], title: string): Change[] {
  const [before, after] = both(sides, [...way, "requestBody"]);
  const [from, to] = [Number(before["x-max-bytes"] ?? Infinity), Number(after["x-max-bytes"] ?? Infinity)];
  return [
    ...(before["required"] !== after["required"]
      ? [
          {
            breaking: after["required"] === true,
            text: `${title}: the body is ${after["required"] === true ? "" : "no longer "}required`,
          },
        ]
      : []),
    ...(from !== to
      ? [{ breaking: to < from, text: `${title}: the body may have ${to} bytes instead of ${from}` }]
      : []),
    ...contentChanges(sides, [...way, "requestBody"], "request", "body"),
  ];
}

function responseChanges(sides: Sides, way: readonly string[], status: string): Change[] {
  const headers = named(sides, [...way, "headers"], `response ${status} header`);
  return [
    ...headers.flatMap(({ change, way, name }) =>
      change !== undefined ? [change] : headerChanges(sides, way, `${status} ${name}`),
    ),
    ...contentChanges(sides, way, "response", status),
  ];
}

function headerChanges(sides: Sides, way: readonly string[], name: string): Change[] {
  const [before, after] = both(sides, way);
  const optional = before["required"] === true && after["required"] !== true;
  const demanded = before["required"] !== true && after["required"] === true;
  return [
    ...(optional ? [{ breaking: true, text: `response ${name}: the header is no longer required` }] : []),
    ...(demanded ? [{ breaking: false, text: `response ${name}: the header is required now` }] : []),
    ...schemaChanges(sides, [...way, "schema"], "response", name),
  ];
}

function contentChanges(
  sides: Sides,
  way: readonly string[],
  direction: "request" | "response",
  name: string,
): Change[] {
  return named(sides, [...way, "content"], `${direction} ${name} media type`).flatMap((one) =>
    one.change !== undefined ? [one.change] : schemaChanges(sides, [...one.way, "schema"], direction, name),
  );
}

function securityChanges(sides: Sides, way: readonly string[], title: string): Change[] {
  const [before, after] = both(sides, way);
  if (isDeepStrictEqual(before["security"], after["security"])) return [];
  return [
    {
      breaking: true,
      text: `${title}: security ${JSON.stringify(after["security"])} instead of ${JSON.stringify(before["security"])}`,
    },
  ];
}

function schemeChanges(sides: Sides): Change[] {
  return named(sides, ["components", "securitySchemes"], "security scheme").flatMap(({ change, way, name }) => {
    if (change !== undefined) return [change];
    const values = ["type", "in", "name"].flatMap((member) =>
      valueChange(sides, way, member, `security scheme ${name}: `),
    );
    return [...values, ...schemaChanges(sides, [...way, "x-schema"], "request", name)];
  });
}

function valueChange(sides: Sides, way: readonly string[], member: string, prefix: string): Change[] {
  const [before, after] = both(sides, way);
  if (before[member] === after[member]) return [];
  return [{ breaking: true, text: `${prefix}${member} ${after[member]} instead of ${before[member]}` }];
}

/** The members that two objects share, and the changes that those are which they do not. */
function named(sides: Sides, way: readonly string[], kind: string, isMeant: (member: string) => boolean = () => true) {
  const [before, after] = both(sides, way).map((side) => Object.keys(side).filter(isMeant));
  const removed = (before ?? []).filter((name) => !after?.includes(name));
  const added = (after ?? []).filter((name) => !before?.includes(name));
  const change = (name: string, breaking: boolean, what: string) => ({
    name,
    way: [...way, name],
    change: { breaking, text: `${kind} ${name} ${what}` },
  });
  return [
    ...removed.map((name) => change(name, true, "removed")),
    ...added.map((name) => change(name, false, "added")),
    ...(before ?? [])
      .filter((name) => !removed.includes(name))
      .map((name) => ({ name, way: [...way, name], change: undefined })),
  ];
}

function both({ before, after }: Sides, way: readonly string[]): [JsonObject, JsonObject] {
  const at = (document: JsonObject) => placeAt(document, ...way)?.value;
  const [from, to] = [at(before), at(after)];
  return [isObject(from) ? from : {}, isObject(to) ? to : {}];
}
