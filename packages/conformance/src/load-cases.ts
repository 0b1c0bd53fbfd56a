import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import type { ContractCase } from "./case.js";
import { isObject, type Json, type JsonObject } from "./json.js";

const folder = fileURLToPath(new URL("../cases/", import.meta.url));
const ajv = new Ajv2020({ allowUnionTypes: true });
const isCase = ajv.compile<Omit<ContractCase, "group">>(read(join(folder, "case.schema.yaml")));

let cases: readonly ContractCase[] | undefined;

/** Every case of this package, in the order of their files. Read once. Throws a TypeError that names the wrong file. */
export function loadCases(): readonly ContractCase[] {
  cases ??= readCases();
  return cases;
}

function readCases(): ContractCase[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml") && path !== "case.schema.yaml")
    .sort()
    .map((path) => {
      const contractCase = toCase(dirname(path), read(join(folder, path)), `cases/${path}`);
      if (contractCase.id === basename(path, ".yaml")) return contractCase;
      throw new TypeError(`cases/${path}: the id must be the file's name`);
    });
}

/** Makes a case of what is written. Throws a TypeError that says where it violates `case.schema.yaml`. */
export function toCase(group: string, written: JsonObject, source: string): ContractCase {
  const expanded: unknown = expand(written);
  if (!isCase(expanded)) throw new TypeError(`${source}: ${ajv.errorsText(isCase.errors)}`);
  return { ...expanded, group };
}

function read(path: string): JsonObject {
  const value: unknown = parse(readFileSync(path, "utf8"));
  if (!isObject(value)) throw new TypeError(`${path} must hold a YAML mapping`);
  return value;
}

/** `{ $repeat: [text, times] }` stands for a long text, anywhere in a case. */
function expand(value: Json): Json {
  if (Array.isArray(value)) return value.map(expand);
  if (!isObject(value)) return value;
  const { $repeat } = value;
  if (Array.isArray($repeat)) return String($repeat[0]).repeat(Number($repeat[1]));
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, expand(inner)]));
}
