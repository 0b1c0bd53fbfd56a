// The packed client in pages: by bundlers, in a React app that is rendered on the server too, and without any tool.
import { existsSync } from "node:fs";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build as esbuild } from "esbuild";
import { build, createServer } from "vite";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { installPacked, run } from "./packed.js";
import { chromium, openPage, serveSite } from "./site.js";

const modules = fileURLToPath(new URL("node_modules", import.meta.url));

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await installPacked());
  for (const name of ["react", "react-dom"]) await symlink(`${modules}/${name}`, `${folder}/node_modules/${name}`);
  await writeFile(`${folder}/chat.js`, chat);
}, 60_000);
afterAll(() => remove?.());

/** A component as an app with server components has it: it sends when it is there, and aborts when it goes. */
const chat = `"use client";
import { ConnectParticipant, ContentType } from "@sendevent/client";
import { createElement, useEffect, useState } from "react";
export function Chat({ endpoint }) {
  const [id, setId] = useState();
  useEffect(() => {
    const controller = new AbortController();
    const participant = new ConnectParticipant({ endpoint: endpoint ?? location.origin });
    participant
      .sendEvent({ ConnectionToken: "tok", ContentType: ContentType.Typing }, { signal: controller.signal })
      .then(({ Id }) => setId(Id), (error) => controller.signal.aborted || setId(String(error)));
    return () => controller.abort();
  }, []);
  useEffect(() => void (id && fetch("/report", { method: "POST", body: id })), [id]);
  return createElement("p", null, id ?? "nothing sent");
}`;

const main = (mount: string) => `import { Chat } from "./chat.js";
import { createElement, StrictMode } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
const root = document.querySelector("#root");
const app = createElement(StrictMode, null, createElement(Chat));
${mount}`;

const page = (body: string) => `<!doctype html><meta charset="utf-8"><title>A chat</title><body>${body}</body>`;

/** What the page says that sent through the site: the Id of one of its events. */
async function reportOf(site: Awaited<ReturnType<typeof serveSite>>, url = site.url) {
  expect(await openPage(url, site.reported)).toMatch(/^event-\d+$/);
  expect(new Set(site.tokens)).toEqual(new Set(["tok"]));
}

/** The markup that a server sends first. */
async function renderOnServer(): Promise<string> {
  const code = `import { createElement, StrictMode } from "react"; import { renderToString } from "react-dom/server"; import { Chat } from "./chat.js";
    console.log(renderToString(createElement(StrictMode, null, createElement(Chat))));`;
  await writeFile(`${folder}/server.mjs`, code);
  const { stdout, stderr } = await run(process.execPath, ["--no-warnings", "server.mjs"], { cwd: folder });
  expect(stderr).toBe("");
  return stdout.trim();
}

test("a component that imports the client renders on a server", async () => {
  expect(await renderOnServer()).toBe("<p>nothing sent</p>");
});

const missing = !existsSync(chromium);
if (missing && process.env["CI"]) throw new Error(`Chromium is missing: ${chromium}`);
if (missing) console.error(`skipped, no such file: ${chromium}`);

describe.skipIf(missing)("in Chromium", { timeout: 60_000 }, () => {
  test("Vite's development server, a React app in StrictMode", async () => {
    const site = await serveSite(folder);
    await writeFile(
      `${folder}/index.html`,
      page('<div id="root"></div><script type="module" src="/main.js"></script>'),
    );
    await writeFile(`${folder}/main.js`, main("createRoot(root).render(app);"));
    const vite = await createServer({
      root: folder,
      configFile: false,
      logLevel: "error",
      server: { host: "127.0.0.1", port: 0, proxy: { "/participant": site.url, "/report": site.url } },
    });
    onTestFinished(() => vite.close());
    await vite.listen();
    await reportOf(site, vite.resolvedUrls?.local[0]);
  });

  test("Vite's build, markup of a server made alive", async () => {
    const markup = await renderOnServer();
    await writeFile(
      `${folder}/index.html`,
      page(`<div id="root">${markup}</div><script type="module" src="/main.js"></script>`),
    );
    await writeFile(`${folder}/main.js`, main("hydrateRoot(root, app);"));
    const onwarn = ({ message }: { message: string }) => expect(message).not.toContain("@sendevent");
    await build({
      root: folder,
      configFile: false,
      logLevel: "error",
      build: { sourcemap: true, rolldownOptions: { onwarn } },
    });
    await reportOf(await serveSite(`${folder}/dist`));
  });

  const script = `new client.ConnectParticipant({ endpoint: location.origin }).sendTyping("tok").then(({ Id }) => Id, String)
    .then((body) => fetch("/report", { method: "POST", body }));`;

  test("esbuild's IIFE, a classic script", async () => {
    await mkdir(`${folder}/iife`);
    const { warnings } = await esbuild({
      stdin: { contents: 'export * from "@sendevent/client"', resolveDir: folder },
      bundle: true,
      format: "iife",
      globalName: "client",
      outfile: `${folder}/iife/client.js`,
    });
    expect(warnings).toEqual([]);
    await writeFile(`${folder}/iife/index.html`, page(`<script src="client.js"></script><script>${script}</script>`));
    await reportOf(await serveSite(`${folder}/iife`));
  });

  test("no bundler: a module script, with the README's import map", async () => {
    const readme = await readFile(`${folder}/node_modules/@sendevent/client/README.md`, "utf8");
    const [importMap = ""] = /<script type="importmap">.*?<\/script>/s.exec(readme) ?? [];
    const code = `import * as client from "@sendevent/client"; ${script}`;
    await writeFile(`${folder}/index.html`, page(`${importMap}<script type="module">${code}</script>`));
    await reportOf(await serveSite(folder));
  });
});
