import { once } from "node:events";
import type { Server } from "node:http";
import express from "express";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { docs } from "../src/docs.js";

const files = new Map([
  ["index.html", "<h1>SendEvent</h1>"],
  ["sendevent.yaml", "openapi: 3.1.1"],
  ["headers.json", '{ "Content-Security-Policy": "default-src \'none\'" }'],
]);

describe("the reference under /docs", () => {
  let server: Server;
  let url: string;

  beforeEach(async () => {
    const app = express().use(
      "/docs",
      docs(() => files),
    );
    app.use((_request, response) => void response.status(404).send("the stub's own response"));
    server = app.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new TypeError("the server listens on TCP only");
    url = `http://127.0.0.1:${address.port}`;
  });

  afterEach(async () => {
    server.close();
    server.closeAllConnections();
  });

  test("/docs/ is the page", async () => {
    const response = await fetch(`${url}/docs/`);
    expect(await response.text()).toBe("<h1>SendEvent</h1>");
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  test("every file carries the headers that the build asks for", async () => {
    for (const file of ["", "sendevent.yaml"]) {
      const { headers } = await fetch(`${url}/docs/${file}`);
      expect(headers.get("content-security-policy")).toBe("default-src 'none'");
    }
  });

  test("/docs leads to /docs/, so that relative links work", async () => {
    const response = await fetch(`${url}/docs`, { redirect: "manual" });
    expect(response.status).toBe(301);
    expect(response.headers.get("location")).toBe("./docs/"); // relative: a proxy may have put a path before it
  });

  test("the redirect keeps the query", async () => {
    const { headers } = await fetch(`${url}/docs?theme=dark`, { redirect: "manual" });
    expect(headers.get("location")).toBe("./docs/?theme=dark");
  });

  test("each file has the media type of its name", async () => {
    const { headers } = await fetch(`${url}/docs/sendevent.yaml`);
    expect(headers.get("content-type")).toBe("text/yaml; charset=utf-8");
  });

  test.each(["/docs/absent", "/docs/constructor", "/docs/..%2fpackage.json"])(
    "%s is left to the stub",
    async (path) => {
      const response = await fetch(url + path);
      expect(await response.text()).toBe("the stub's own response");
    },
  );

  test.each(["/docs/absent", "/docs/absent/deeper", "/docs/absent/deeper/"])(
    "%s is the reference's page of what is not there, whose links lead back",
    async (path) => {
      files.set("404.html", '<link href="site.css"><script src="site.js"></script><a href="#top">');
      const response = await fetch(url + path);
      files.delete("404.html");
      expect([response.status, response.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
      expect(response.headers.get("content-security-policy")).toBe("default-src 'none'");
      const page = await response.text();
      expect(page).toContain('<a href="#top">');
      const links = [...page.matchAll(/"([^"]*site[^"]*)"/g)].map(
        ([, link = ""]) => new URL(link, url + path).pathname,
      );
      expect(links).toEqual(["/docs/site.css", "/docs/site.js"]);
    },
  );

  test("HEAD has what GET has, but for the body", async () => {
    const response = await fetch(`${url}/docs/`, { method: "HEAD" });
    expect(response.headers.get("content-length")).toBe("18");
    expect(await response.text()).toBe("");
  });

  test("a method other than GET and HEAD is left to the stub", async () => {
    const response = await fetch(`${url}/docs/`, { method: "POST" });
    expect(await response.text()).toBe("the stub's own response");
  });
});

test("the files are read once, when the first is asked for", async () => {
  let reads = 0;
  const read = () => {
    reads += 1;
    return files;
  };
  const server = express().use("/a/docs", docs(read)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/a/docs`;
  expect(reads).toBe(0);
  // Below a path of another, the redirect leads to the last part alone: that is where it is relative to.
  expect((await fetch(url, { redirect: "manual" })).headers.get("location")).toBe("./docs/");
  expect(await (await fetch(`${url}/`)).text()).toBe("<h1>SendEvent</h1>");
  expect(await (await fetch(`${url}/sendevent.yaml`)).text()).toBe("openapi: 3.1.1");
  expect(reads).toBe(1);
  server.close();
  server.closeAllConnections();
});

test("a build without headers.json serves its files all the same", async () => {
  const server = express()
    .use(
      "/docs",
      docs(() => new Map([["index.html", "page"]])),
    )
    .listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const response = await fetch(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/docs/`);
  expect([response.status, await response.text()]).toEqual([200, "page"]);
  server.close();
  server.closeAllConnections();
});
