import { readFile } from "node:fs/promises";
import { isObject, objectAt, readDocument } from "../openapi/generate/document.js";

const readme = new URL("../apps/stub/README.md", import.meta.url);

/** The stub's README with its tables made anew, from the code and the control document. */
export async function stubReadme(): Promise<string> {
  // Imported late: this code reads generated files, which may have been written a moment ago.
  const { commandFlags, commandSettings, environmentName } = await import("../apps/stub/src/cli/settings.js");
  const { reservedTokens } = await import("../apps/stub/src/faults/reserved-token.js");
  const { suspicions } = await import("../apps/stub/src/warnings.js");
  const sections = {
    flags: table(
      ["Flag", "Environment", "What it does"],
      [...commandSettings, ...commandFlags].map((setting) => [
        `\`--${setting.flag}${setting.value === undefined ? "" : ` ${setting.value}`}\``,
        `\`${environmentName(setting)}\``,
        setting.description + ("default" in setting ? ` Default: ${setting.default}.` : ""),
      ]),
    ),
    "reserved-tokens": table(
      ["ConnectionToken", "What happens"],
      reservedTokens.map(({ token, effect }) => [`\`${token}\``, effect]),
    ),
    control: table(["Request", "What it does"], await controlOperations()),
    warnings: table(
      ["Warning", "When"],
      Object.entries(suspicions).map(([code, { when }]) => [`\`${code}\``, when]),
    ),
  };
  return Object.entries(sections).reduce(
    (text, [name, section]) => replaceSection(text, name, section),
    await readFile(readme, "utf8"),
  );
}

async function controlOperations(): Promise<string[][]> {
  const paths = objectAt(await readDocument(new URL("../apps/stub/control.yaml", import.meta.url)), "paths");
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {}).map(([method, operation]) => [
      `\`${method.toUpperCase()} ${path}\``,
      isObject(operation) ? String(operation["summary"]) : "",
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function replaceSection(text: string, name: string, section: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`the README must have the marks ${start} and ${end}`);
  return `${before}${start}\n${section}\n${end}${after}`;
}
