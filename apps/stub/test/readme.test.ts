import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { createCommand } from "../src/cli/command.js";
import { reservedTokens } from "../src/send-event/reserved-token.js";
import { warningRules } from "../src/send-event/warnings.js";

const file = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
const readme = file("README.md");

/** The rows of the table in a section, cell by cell, without the code marks. */
function table(section: string): string[][] {
  const text = readme.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? "";
  const rows = text.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));
  return rows.slice(1).map((row) => row.slice(2, -2).replaceAll("`", "").split(" | "));
}

it("lists every flag, its variable, description and default, as --help does", () => {
  const help = createCommand()
    .configureHelp({ helpWidth: 1_000 })
    .helpInformation()
    .split("\n")
    .flatMap((line) => {
      const [, flag, description, about = ""] = /^ {2}(--\S+ \S+) +(.*?)(?: \((.*)\))?$/.exec(line) ?? [];
      const [, value] = /default: "?([^,"]+)"?/.exec(about) ?? [];
      const [, variable] = /env: (\w+)/.exec(about) ?? [];
      return flag ? [[flag, variable, value === undefined ? description : `${description} Default: ${value}.`]] : [];
    });
  expect(help).toHaveLength(25);
  expect(table("Flags")).toEqual(help);
});

it("lists every reserved token", () => {
  expect(table("Reserved tokens")).toEqual(reservedTokens.map(({ token, effect }) => [token, effect]));
});

it("lists every warning", () => {
  expect(table("Warnings")).toEqual(Object.entries(warningRules).map(([code, { when }]) => [code, when]));
});

it("lists every operation of the control API", () => {
  const paths: Record<string, Record<string, { summary: string }>> = parse(file("control.yaml")).paths;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary }]) => [`${method.toUpperCase()} ${path}`, summary]),
  );
  expect(table("Control")).toEqual(operations);
});
