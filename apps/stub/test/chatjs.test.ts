import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type IssuedChat, type Stub, startStub } from "../src/index.js";
import { call } from "./chat-client.js";
import { launchChromium, withChromium } from "./chromium.js";

const library = readFileSync(createRequire(import.meta.url).resolve("amazon-connect-chatjs"));
const event = "application/vnd.amazonaws.connect.event";

/** What a page has of the vendor's library, and what the test has it do there. */
declare global {
  // biome-ignore lint/suspicious/noExplicitAny: the library is used as it is, without its types
  var connect: any;
  // biome-ignore lint/suspicious/noExplicitAny: a session of it
  var session: any;
  var seen: { what: string; data: Record<string, unknown> }[];
}

interface Sent {
  Id: string;
  AbsoluteTime: string;
}

/** A site of another origin, which has the library as it is published. */
async function startSite() {
  const server = createServer((request, response) => {
    const isLibrary = request.url === "/chat.js";
    response.setHeader("content-type", isLibrary ? "text/javascript" : "text/html");
    response.end(
      isLibrary ? library : '<!doctype html><link rel="icon" href="data:,"><script src="/chat.js"></script>',
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("no port");
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close().closeAllConnections() };
}

withChromium("two pages with the vendor's chat library, unchanged", () => {
  let browser: Browser;
  let stub: Stub;
  let site: Awaited<ReturnType<typeof startSite>>;
  beforeAll(async () => {
    [browser, stub, site] = await Promise.all([launchChromium(), startStub(), startSite()]);
  });
  afterAll(async () => {
    await browser.close();
    site.close();
    await stub.close();
  });

  async function connectPage(chat: IssuedChat, index: number, open?: Page): Promise<Page> {
    const page = open ?? (await (await browser.newContext()).newPage());
    const subscribed = page
      .waitForEvent("websocket")
      .then((socket) =>
        socket.waitForEvent("framereceived", ({ payload }) => String(payload).includes("aws/subscribe")),
      );
    subscribed.catch(() => {}); // who is refused has no socket
    await page.goto(site.url);
    const { ParticipantId: participantId, ParticipantToken: participantToken } = chat.Participants[index] ?? {};
    const details = { contactId: chat.ContactId, participantId, participantToken };
    await page.evaluate(
      async ([endpoint, chatDetails]) => {
        const { ChatSession, LogLevel } = globalThis.connect;
        const features = { messageReceipts: { shouldSendMessageReceipts: true, throttleTime: 1_000 } };
        ChatSession.setGlobalConfig({
          endpoint,
          region: "us-west-2",
          features,
          loggerConfig: { level: LogLevel.ERROR },
        });
        const session = ChatSession.create({ chatDetails, type: "CUSTOMER", disableCSM: true });
        globalThis.seen = [];
        const listen = (what: string) =>
          session[`on${what}`](({ data }: { data: Record<string, unknown> }) => globalThis.seen.push({ what, data }));
        for (const what of ["Message", "Typing", "DeliveredReceipt", "ReadReceipt", "Ended"]) listen(what);
        await session.connect();
        globalThis.session = session;
      },
      [stub.url, details] as const,
    );
    await subscribed;
    return page;
  }

  /** Waits until a page has seen what is meant, and gives it. */
  async function seen(page: Page, what: string, count = 1): Promise<Record<string, unknown>[]> {
    await page.waitForFunction(([what, count]) => globalThis.seen.filter((one) => one.what === what).length >= count, [
      what,
      count,
    ] as const);
    return page.evaluate((what) => globalThis.seen.filter((one) => one.what === what).map(({ data }) => data), what);
  }

  it("have a chat from end to end", async () => {
    const chat = await stub.createChat();
    const [ann, ben] = [await connectPage(chat, 0), await connectPage(chat, 1)];
    const [annId, benId] = chat.Participants.map(({ ParticipantId }) => ParticipantId);
    const send = (page: Page, message: string) =>
      page.evaluate(
        (message) =>
          globalThis.session
            .sendMessage({ contentType: "text/plain", message })
            .then(({ data: { Id, AbsoluteTime } }: { data: Sent }) => ({ Id, AbsoluteTime })),
        message,
      );

    await ann.evaluate((contentType) => globalThis.session.sendEvent({ contentType }), `${event}.typing`);
    expect(await seen(ben, "Typing")).toMatchObject([{ ParticipantId: annId, ParticipantRole: "CUSTOMER" }]);

    const sent = await send(ann, "Hello");
    expect((await seen(ben, "Message")).filter(({ Type }) => Type === "MESSAGE")).toMatchObject([
      { ...Object(sent), Content: "Hello", ParticipantId: annId },
    ]);
    // The library sends no receipt unasked; how it delays and joins those that it is asked for is its own.
    const receipt = (what: string) =>
      ben.evaluate(
        ([contentType, messageId]) =>
          globalThis.session.sendEvent({ contentType, content: JSON.stringify({ messageId }) }),
        [`${event}.message.${what}`, Object(sent).Id] as const,
      );
    const metadata = { MessageMetadata: { MessageId: Object(sent).Id, Receipts: [{ RecipientParticipantId: benId }] } };
    await receipt("delivered");
    expect(await seen(ann, "DeliveredReceipt")).toMatchObject([metadata]);
    await receipt("read");
    expect(await seen(ann, "ReadReceipt")).toMatchObject([metadata]);

    await send(ben, "And back");
    await ann.waitForFunction(() => globalThis.seen.some(({ data }) => data?.["Content"] === "And back"));

    const transcript = await ben.evaluate(() =>
      globalThis.session.getTranscript({}).then(({ data }: { data: { Transcript: object[] } }) => data.Transcript),
    );
    expect(transcript).toMatchObject([
      { ContentType: `${event}.participant.joined`, ParticipantId: annId },
      { ContentType: `${event}.participant.joined`, ParticipantId: benId },
      { Content: "Hello" },
      { ContentType: `${event}.message.delivered` },
      { ContentType: `${event}.message.read` },
      { Content: "And back" },
    ]);

    const request = ben.waitForRequest(/\/participant\/event$/);
    await ben.evaluate((contentType) => globalThis.session.sendEvent({ contentType }), `${event}.typing`);
    const token = (await request).headers()["x-amz-bearer"];
    await ann.evaluate(() => globalThis.session.disconnectParticipant());
    await seen(ben, "Ended");
    expect(await seen(ben, "Typing")).toHaveLength(2); // its own, too
    for (const operation of ["message", "transcript"] as const) {
      const response = await call(stub, operation, token, { ContentType: "text/plain", Content: "Too late" });
      expect(response).toMatchObject({ status: 403, exception: "AccessDeniedException" });
    }
    const refused = ben.waitForResponse(/\/participant\/connection$/);
    await expect(connectPage(chat, 1, ben)).rejects.toThrow();
    expect((await refused).status()).toBe(403);
  });
});
