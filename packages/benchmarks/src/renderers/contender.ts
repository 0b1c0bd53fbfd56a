import { execFile } from "node:child_process";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { promisify } from "node:util";
import { type ServedFile, servedFile } from "./server.js";
import type { Theme, Viewer } from "./viewers.js";

const run = promisify(execFile);
const { resolve } = createRequire(import.meta.url);
const site = dirname(resolve("@sendevent/reference/site/index.html"));

/** What is compared: pages to open, and what only its makers can say of it. */
export interface Contender {
  readonly name: string;
  /** Paths of the page in both themes, and of the page that reports what our own policy would forbid it. */
  readonly pages: Readonly<Record<Theme | "strict", string>>;
  readonly opensAtOperation: boolean;
  readonly tryIt: Viewer["tryIt"];
  /** Which Node its package asks for, as written there. */
  readonly node: string | undefined;
}

/** The policy that every viewer can run under. Which of them uses which part of it is in the table. */
export const viewersPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Adds our reference to the files, as its build left it, with the headers that it asks for itself. */
export async function addOurs(files: Map<string, ServedFile>): Promise<Contender> {
  const headers = await ourHeaders();
  for (const name of await readdir(site)) {
    if (name !== "headers.json") {
      files.set(`/ours/${name}`, await servedFile(name, await readFile(join(site, name)), headers));
    }
  }
  const page = "/ours/index.html";
  return {
    name: "ours",
    pages: { light: page, dark: page, strict: page },
    opensAtOperation: false,
    tryIt: { words: "yes, on the serving host", boundToHost: true },
    node: ">=20.19",
  };
}

/** Fetches a viewer from the npm registry into a folder, and adds it with its pages and the document to the files. */
export async function addViewer(
  viewer: Viewer,
  folder: string,
  files: Map<string, ServedFile>,
  signal: AbortSignal,
): Promise<Contender> {
  const unpacked = await fetchPackage(viewer.package, folder, signal);
  const base = `/${viewer.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
  const headers = { "content-security-policy": viewersPolicy };
  const add = async (name: string, content: string | Buffer, extra = {}) => {
    files.set(`${base}/${name}`, await servedFile(name, content, { ...headers, ...extra }));
  };

  for (const entry of await readdir(unpacked, { recursive: true })) {
    const name = entry.split(sep).join("/");
    if (viewer.files.test(name)) await add(`package/${name}`, await readFile(join(unpacked, entry)));
  }
  await add("icon.svg", await readFile(join(site, "icon.svg")));
  await add("sendevent.json", await readFile(resolve("@sendevent/openapi/sendevent.json")));
  const strict = { "content-security-policy-report-only": (await ourHeaders())["Content-Security-Policy"] };
  await Promise.all(
    (["light", "dark"] as const).map(async (theme) => {
      if (viewer.boot) await add(`boot-${theme}.js`, viewer.boot(theme));
      await add(`${theme}.html`, html(viewer, theme));
    }),
  );
  await add("strict.html", html(viewer, "light"), strict);
  const { engines } = JSON.parse(await readFile(join(unpacked, "package.json"), "utf8"));
  const page = (name: string) => `${base}/${name}.html${viewer.hash ?? ""}`;
  return {
    name: viewer.name,
    pages: { light: page("light"), dark: page("dark"), strict: page("strict") },
    opensAtOperation: viewer.hash !== undefined,
    tryIt: viewer.tryIt,
    node: engines?.node,
  };
}

function html(viewer: Viewer, theme: Theme): string {
  const body = viewer.body(theme).replaceAll("boot.js", `boot-${theme}.js`);
  return `<!doctype html>
<html lang="en" ${viewer.root?.(theme) ?? ""}><head><meta charset="utf-8"><title>SendEvent</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="icon.svg"></head><body>${body}</body></html>`;
}

/** Resolves to the folder that the package was unpacked to. Its dependencies stay away: a bundle holds what it needs. */
async function fetchPackage(name: string, folder: string, signal: AbortSignal): Promise<string> {
  const unpacked = join(folder, name.replaceAll(/[^a-z0-9.]+/g, "-"));
  await mkdir(unpacked);
  await run("npm", ["pack", name, "--loglevel=error", "--ignore-scripts"], { cwd: unpacked, signal });
  const [packed = ""] = await readdir(unpacked);
  await run("tar", ["-xzf", packed, "--strip-components=1"], { cwd: unpacked, signal });
  return unpacked;
}

async function ourHeaders(): Promise<Record<string, string>> {
  return JSON.parse(await readFile(join(site, "headers.json"), "utf8"));
}
