import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import type { ContractCase } from "./case.js";
import { isObject, type Json } from "./json.js";

const folder = fileURLToPath(new URL("../cases/", import.meta.url));

/** Reads every case of this package, in the order of their groups and ids. Throws an error that names the file. */
export function loadCases(): ContractCase[] {
  const isCase = new Ajv2020().compile<Omit<ContractCase, "group">>(read(join(folder, "case.schema.yaml")));
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml") && path !== "case.schema.yaml")
    .sort()
    .map((path) => {
      const written: unknown = expand(read(join(folder, path)));
      if (!isCase(written)) throw new TypeError(`cases/${path}: ${new Ajv2020().errorsText(isCase.errors)}`);
      if (written.id !== basename(path, ".yaml")) throw new TypeError(`cases/${path}: the id must be the file's name`);
      return { ...written, group: dirname(path) };
    });
}

function read(path: string): Json & object {
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
