// npm run bench:chart: results.svg, which the README shows, from what `npm run bench:servers` left in results.json.
import { readFile, writeFile } from "node:fs/promises";
import { median } from "./figures.js";

interface Results {
  readonly servers?: { node: string; date: string; figures: Record<string, { accepted: number[] }> };
}

const results: Results = JSON.parse(await readFile(new URL("../results.json", import.meta.url), "utf8"));
if (results.servers === undefined) throw new Error("results.json has no servers: npm run bench:servers measures them");
const { figures } = results.servers;
const express = median(figures["Express"]?.accepted ?? []);
const bars = Object.entries(figures)
  .filter(([name]) => name !== "node:http") // so fast that no other bar could be seen
  .map(([name, { accepted }]) => ({ name, ratio: median(accepted) / express }));
const most = Math.max(...bars.map(({ ratio }) => ratio));

const [left, width, height] = [160, 640, 30];
const lines = bars.map(({ name, ratio }, index) => {
  const y = 34 + index * height;
  const length = Math.round(((width - left - 70) * ratio) / most);
  return `  <text x="${left - 10}" y="${y + 14}" text-anchor="end">${name}</text>
  <rect x="${left}" y="${y}" width="${length}" height="20" rx="3" class="${name.startsWith("stub") ? "ours" : "other"}"/>
  <text x="${left + length + 8}" y="${y + 14}">${ratio.toFixed(2)} ×</text>`;
});
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${44 + bars.length * height}" role="img">
  <title>Accepted events a second, as a multiple of plain Express</title>
  <style>
    text { font: 13px system-ui, sans-serif; fill: #59636e }
    .ours { fill: #0969da }
    .other { fill: #8c959f }
    @media (prefers-color-scheme: dark) { text { fill: #9198a1 } .ours { fill: #4493f8 } .other { fill: #656c76 } }
  </style>
  <text x="${left}" y="18">Accepted events a second, as a multiple of plain Express</text>
${lines.join("\n")}
</svg>
`;
await writeFile(new URL("../results.svg", import.meta.url), svg);
