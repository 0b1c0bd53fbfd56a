// npm run release:keep: keeps today's document and cases as those of the version that the document names. A release stays
// as it was: with --replace, one that nobody has seen yet is written again.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { stringify } from "yaml";
import { readDocument } from "../src/document.js";
import { isObject } from "../src/json.js";
import { writtenCases } from "../src/load-cases.js";

const { info } = readDocument();
const version = isObject(info) ? String(info["version"]) : "";
const openapi = new URL("../../../openapi/", import.meta.url);
const released = new URL(`releases/${version}.yaml`, openapi);

if (existsSync(released) && !process.argv.includes("--replace")) {
  console.error(`${version} is released: raise info.version in openapi/sendevent.yaml first`);
  process.exitCode = 1;
} else {
  mkdirSync(new URL(`${version}/`, import.meta.url), { recursive: true });
  copyFileSync(new URL("sendevent.yaml", openapi), released);
  const cases = writtenCases().map(({ group, written }) => stringify({ group, ...written }, { lineWidth: 0 }));
  writeFileSync(new URL(`${version}/cases.yaml`, import.meta.url), cases.join("---\n"));
  console.error(`Kept ${version}: the document, and ${cases.length} cases`);
}
