import { readFile } from "node:fs/promises";
import { isObject, type JsonObject, objectAt } from "@sendevent/conformance";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

/* Generators write one type for a component and several for an operation, and many put all into one namespace. */

const documents = ["openapi/sendevent.yaml", "apps/stub/control.yaml", "apps/stub/chat.yaml"];

async function read(path: string): Promise<JsonObject> {
  return parse(await readFile(new URL(`../../../${path}`, import.meta.url), "utf8"));
}

function componentNames(document: JsonObject): string[] {
  return Object.values(objectAt(document, "components")).flatMap((kind) => Object.keys(Object(kind)));
}

function operationIds(document: JsonObject): string[] {
  const items = Object.values(objectAt(document, "paths")).filter(isObject);
  const operations = items.flatMap((item) => Object.values(item).filter(isObject));
  return operations.flatMap(({ operationId }) => (typeof operationId === "string" ? [operationId] : []));
}

/** The last words of the names that generators make of an operation's. */
const derived = "Request|Requests|Response|Responses|Data|Body|Params|Headers|Query|Path|Error|Errors|Result|Options";

describe.each(documents)("%s", async (path) => {
  const document = await read(path);
  const names = componentNames(document);

  test("has no two components of one name, of whatever kind and letter case", () => {
    const lower = names.map((name) => name.toLowerCase());
    expect(names.filter((_name, index) => lower.indexOf(lower[index] ?? "") !== index)).toEqual([]);
    expect(names.length).toBeGreaterThan(10);
  });

  test("has no component with a name that generators make of an operation's", () => {
    const ids = operationIds(document);
    expect(ids.length).toBeGreaterThan(1);
    const made = new RegExp(`^(${ids.join("|")})(${derived})?$`, "i");
    expect(names.filter((name) => made.test(name))).toEqual([]);
  });
});
