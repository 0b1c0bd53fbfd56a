import { readFile, writeFile } from "node:fs/promises";

const place = new URL("../results.json", import.meta.url);

/** Keeps what one benchmark measured in `results.json`, beside what the others did. */
export async function writeResults(name: string, results: object): Promise<void> {
  const before: Record<string, unknown> = await readFile(place, "utf8").then(JSON.parse, () => ({}));
  const measured = { date: new Date().toISOString().slice(0, 10), node: process.version, ...results };
  await writeFile(place, `${JSON.stringify({ ...before, [name]: measured }, undefined, 2)}\n`);
}
