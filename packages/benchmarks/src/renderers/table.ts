import { type Measured, median, missed, type Result } from "./criteria.js";

const seconds = (ms: number) => (ms / 1000).toFixed(2);
const kilobytes = (bytes: number) => Math.round(bytes / 1000);
const list = (words: readonly string[], none: string) => (words.length === 0 ? none : words.join(", "));

const columns: Readonly<Record<string, (measured: Measured, ours: Measured) => string>> = {
  "until readable, median (min to max)": ({ contender, times }) =>
    `${seconds(median(times))} s (${seconds(Math.min(...times))} to ${seconds(Math.max(...times))})${contender.opensAtOperation ? " ¹" : ""}`,
  "× ours": ({ times }, ours) => (median(times) / median(ours.times)).toFixed(1),
  "first page": ({ findings }) => `${kilobytes(findings.transferred)} kB`,
  "× ours ": ({ findings }, ours) => (findings.transferred / ours.findings.transferred).toFixed(1),
  "axe: critical": ({ findings }) => rules(findings.axe.critical),
  "axe: serious": ({ findings }) => rules(findings.axe.serious),
  "at 360 px": ({ findings }) => (findings.widthAt360 <= 360 ? "fits" : `${findings.widthAt360} px wide`),
  "other hosts": ({ findings }) => list(findings.foreignHosts, "none"),
  "beyond our policy": ({ findings }) => list(findings.beyondOurPolicy, "nothing"),
  "Try it": ({ contender }) => contender.tryIt.words,
  "without script": ({ findings }) => (findings.readableWithoutScript ? "readable" : "blank"),
  Node: ({ contender }) => contender.node ?? "any",
  misses: (measured) => list(missed(measured), "nothing"),
};

/** The results as two Markdown tables, ours last: figures first, then the rest. A contender that failed has its reason. */
export function tables(results: readonly Result[], ours: Measured): string {
  const names = Object.keys(columns);
  return [names.slice(0, 6), names.slice(6)].map((part) => table(part, results, ours)).join("\n\n");
}

function table(names: readonly string[], results: readonly Result[], ours: Measured): string {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.trim()).join(" | ")} |`;
  const cells = (result: Result) =>
    "failed" in result
      ? [`could not be measured: ${result.failed.replaceAll(/[\n|]/g, " ")}`, ...names.slice(1).map(() => "")]
      : names.map((name) => columns[name]?.(result, ours) ?? "");
  return [
    row(["", ...names]),
    row(["---", ...names.map(() => "---")]),
    ...results.map((result) => row([result.name, ...cells(result)])),
  ].join("\n");
}

function rules(names: readonly string[]): string {
  return names.length === 0 ? "0" : `${names.length}: ${names.map((name) => `\`${name}\``).join(", ")}`;
}
