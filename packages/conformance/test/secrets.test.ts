import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { contractServer, type Passing } from "./fixtures/contract-server.js";
import { echoes } from "./fixtures/echoes.js";
import { run } from "./fixtures/run.js";

const token = `s3cr&t"<tok>'\\en`;
const participantToken = "particip/nt+tok";
const user = "the-user";
const password = "p4ss w%rd";
const forms = ["human", "html", "json", "junit"];

/** Rejects every request, with all that it was told in header names, header values and body. */
function echo(passing: Passing) {
  const { authorization = "" } = passing.headers;
  const secrets = [passing.token, authorization.replace("Basic ", ""), token, participantToken, user, password];
  const written = secrets.filter(Boolean).flatMap((one) => Object.values(echoes).map((write) => write(one)));
  passing.status = 400;
  passing.responseHeaders = {
    "x-echo": [...secrets, authorization].join(" ").replaceAll(/[^ -~]/g, ""),
    "x-amzn-errortype": passing.token,
    ...(/^[\w-]+$/.test(passing.token) && { [passing.token]: "1" }),
    "content-type": `text/${passing.token.replaceAll(/[^ -~]/g, "")}`,
  };
  passing.body = `${passing.body}${written.join(" | ")}`;
}

describe("no output shows a secret, whatever the server sends", () => {
  const secrets = [token, participantToken, user, password, Buffer.from(`${user}:${password}`).toString("base64")];
  it.each(forms)("in the report as %s", async (form) => {
    await using server = await contractServer(echo);
    const url = new URL(server.url);
    [url.username, url.password] = [user, encodeURIComponent(password)];
    const { out, err, code } = await run(
      ...["--url", url.href, "--token", token, "--participant-token", participantToken, "--report", form],
      ...["--only", "connection-token/", "--only", "http/", "--only", "body/body-chunked"],
    );
    expect(code).toBe(1);
    expect(err).toBe("");
    for (const secret of secrets) {
      for (const [name, write] of Object.entries(echoes)) {
        expect(out.toLowerCase(), name).not.toContain(write(secret).toLowerCase());
      }
    }
    expect(out).toContain("$TOKEN");
    expect(out).toContain("$PARTICIPANT_TOKEN");
    expect(out).toContain("$CREDENTIALS");
    if (form !== "json") return; // the others show only the beginning of a body
    expect(out).toContain("$PASSWORD");
    expect(out).toContain("$USERNAME");
  });

  it.each(forms)("in the report as %s, of tokens that a stub issued", async (form) => {
    const issued: string[] = [];
    await using server = await contractServer((passing) => {
      if (passing.target.startsWith("/_stub"))
        issued.push(...Object.values(JSON.parse(passing.body || "{}")).map(String));
      else passing.body = issued.join(" ");
    });
    const { out, code } = await run("--url", server.url.href, "--stub", "--report", form, "--only", "exceptions/");
    expect(code).toBe(1);
    expect(issued).toHaveLength(6);
    expect(out).toContain("$CROWDED_TOKEN");
    expect(out).toContain("stub:ThrottlingException");
    for (const secret of issued) expect(out).not.toContain(secret);
  });

  it.each(["abc", "t", "s3cr3t"])("in a report, of the short token %s", async (short) => {
    await using server = await contractServer((passing) => {
      passing.status = 500;
      passing.body = `the token is ${short}, "${short}"`;
    });
    const only = ["--only", "events/", "--only", "http/http-1-0"];
    const { out } = await run("--url", server.url.href, "--token", short, ...only);
    expect(out).toContain('the token is $TOKEN, "$TOKEN"');
    expect(out).not.toMatch(new RegExp(`token is ${short}`));
  });

  it("on stderr, when the server can't be reached", async () => {
    const { out, err, code } = await run("--url", `http://${user}:${encodeURIComponent(password)}@127.0.0.1:1`);
    expect({ out, code }).toEqual({ out: "", code: 2 });
    expect(err).toBe("sendevent-conformance: http://127.0.0.1:1 can't be reached: connect ECONNREFUSED 127.0.0.1:1\n");
  });

  it("on stderr, when the name of the report's file has one", async () => {
    for (const secret of [password, user, "the-token", "the-other-token"]) {
      const url = `http://${user}:${encodeURIComponent(password)}@127.0.0.1:1`;
      const tokens = ["--token", "the-token", "--participant-token", "the-other-token"];
      const { err } = await run("--url", url, ...tokens, "--output", `/nonexistent/${secret}/report`);
      expect(err).toMatch(
        /^sendevent-conformance: ENOENT: .*\$(PASSWORD|USERNAME|TOKEN|PARTICIPANT_TOKEN)\/report'\n$/,
      );
      expect(err).not.toContain(secret);
    }
  });

  it("on stderr, when the server is no stub", async () => {
    await using server = await contractServer((passing) => {
      passing.status = 500;
      passing.body = passing.headers.authorization ?? "";
    });
    const url = new URL(server.url);
    [url.username, url.password] = [user, password];
    const { err, code } = await run("--url", url.href, "--stub");
    expect(code).toBe(2);
    expect(err).toBe(
      `sendevent-conformance: ${server.url.origin} is not the stub of this project: POST /_stub/connections gave 500\n`,
    );
  });

  it.each([
    [["--url", `ftp://${user}:${password}@host`]],
    [["--url", `${user}:${password}`]],
    [["--proxy", `http://${user}:${password}@host`]],
    [[`--tokn=${password}`]],
    [[`-t${password}`]],
    [["--timeout", password, "--url", "http://h"]],
    [["--report", password]],
  ])("on stderr, for the wrong option %j", async (parameters) => {
    const { out, err, code } = await run(...parameters);
    expect({ out, code }).toEqual({ out: "", code: 2 });
    expect(err).toMatch(/^sendevent-conformance: [^\n]+\n/);
    expect(err).not.toContain(password);
    expect(err).not.toContain(user);
  });

  it("in the list of cases", async () => {
    const { out } = await run("--list");
    expect(out).not.toContain("conformance-token");
  });
});

it("sends the credentials of --url with every request, unless a case has its own Authorization", async () => {
  await using server = await contractServer();
  const url = new URL(server.url);
  [url.username, url.password] = [user, encodeURIComponent(password)];
  const only = ["--only", "events/event-typing", "--only", "signature-ignored", "--only", "http-1-0"];
  await run("--url", url.href, "--stub", ...only);
  const seen = server.requests.map(({ headers }) => headers.authorization);
  expect(new Set(seen)).toEqual(
    new Set([
      `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
      "AWS4-HMAC-SHA256 Credential=none, SignedHeaders=host, Signature=0",
    ]),
  );
});

it("reports where the server's own words stand, with nothing but the secret taken out", async () => {
  const server = createServer(async (incoming, outgoing) => {
    await text(incoming);
    outgoing
      .writeHead(403, { "x-who": "Bearer a-secret-token!", "x-a-secret-token": "1" })
      .end("no access for a-secret-token.");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port }: AddressInfo = Object(server.address());
  const { out } = await run(
    ...[
      "--url",
      `http://127.0.0.1:${port}`,
      "--token",
      "a-secret-token",
      "--only",
      "events/event-typing",
      "--report",
      "json",
    ],
  );
  server.close();
  const [{ exchanges }] = JSON.parse(out).results;
  expect(exchanges[0].response.headers["x-who"]).toBe("Bearer $TOKEN!");
  expect(exchanges[0].response.headers["x-$TOKEN"]).toBe("1");
  expect(exchanges[0].response.body).toBe("no access for $TOKEN.");
});
