import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import GithubSlugger from "github-slugger";
import MarkdownIt from "markdown-it";

/** The repository's root folder, with a slash at its end. */
export const root: string = fileURLToPath(new URL("../../../..", import.meta.url));

const markdown = new MarkdownIt({ html: true });

/** Every file of the repository, committed or about to be, by its path from the root. */
export const files: readonly string[] = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard"],
  {
    cwd: root,
  },
)
  .toString()
  .split("\n")
  .filter((file) => file !== "" && existsSync(root + file)); // one that was deleted is listed until it is committed

/** One fenced block. */
export interface Block {
  readonly file: string;
  /** The line of its first fence, counted from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** Why it is not run: what a comment `<!-- not run: … -->` right above it says. */
  readonly notRun?: string;
}

/** The fenced blocks of a Markdown file. */
export function blocksOf(file: string): Block[] {
  const tokens = tokensOf(file);
  return tokens.flatMap(({ type, info, content, map }, index) => {
    if (type !== "fence") return [];
    const notRun = /<!-- not run: (.+) -->/.exec(tokens[index - 1]?.content ?? "")?.[1];
    const line = (map?.[0] ?? 0) + 1;
    return [{ file, line, language: info.trim(), text: content, ...(notRun !== undefined && { notRun }) }];
  });
}

/** The commands of a shell block: lines that belong together are one command. */
export function commandsOf(block: string): string[] {
  const commands: string[] = [];
  let pending = "";
  for (const line of block.split("\n")) {
    pending += `${line}\n`;
    const complete = !line.endsWith("\\") && spawnSync("bash", ["-n"], { input: pending }).status === 0;
    if (!complete) continue;
    if (pending.trim() !== "" && !pending.trim().startsWith("#")) commands.push(pending.trim());
    pending = "";
  }
  if (pending.trim() !== "") commands.push(pending.trim());
  return commands;
}

/** Where the links and pictures of a Markdown file lead. */
export function linksOf(file: string): string[] {
  return tokensOf(file)
    .flatMap((token) => [token, ...(token.children ?? [])])
    .flatMap((token) => [token.attrGet("href") ?? [], token.attrGet("src") ?? []].flat().map(String));
}

/** The anchors that a code host gives to the headings of a Markdown file. */
export function anchorsOf(file: string): Set<string> {
  const slugger = new GithubSlugger();
  const tokens = tokensOf(file);
  const titles = tokens.filter((_token, index) => tokens[index - 1]?.type === "heading_open");
  return new Set(titles.map(({ children }) => slugger.slug((children ?? []).map(({ content }) => content).join(""))));
}

/** The pieces of code within the paragraphs and tables of a Markdown file. */
export function inlineCodeOf(file: string): string[] {
  return tokensOf(file)
    .flatMap(({ children }) => children ?? [])
    .filter(({ type }) => type === "code_inline")
    .map(({ content }) => content);
}

function tokensOf(file: string) {
  return markdown.parse(readFileSync(root + file, "utf8"), {});
}
