import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type IssuedChat, type Stub, startStub } from "../src/index.js";
import { type FirefoxPage, launchFirefox, withFirefox } from "./firefox.js";

const library = readFileSync(createRequire(import.meta.url).resolve("amazon-connect-chatjs"));

withFirefox("two pages in Firefox with the vendor's chat library, unchanged", () => {
  let firefox: Awaited<ReturnType<typeof launchFirefox>>;
  let stub: Stub;
  const site = createServer((request, response) => {
    const isLibrary = request.url === "/chat.js";
    response.setHeader("content-type", isLibrary ? "text/javascript" : "text/html");
    response.end(isLibrary ? library : '<!doctype html><script src="/chat.js"></script>');
  });
  beforeAll(async () => {
    site.listen(0, "127.0.0.1");
    [firefox, stub] = await Promise.all([launchFirefox(), startStub(), once(site, "listening")]);
  }, 60_000);
  afterAll(async () => {
    await firefox.close();
    site.close().closeAllConnections();
    await stub.close();
  });

  async function connectPage(chat: IssuedChat, index: number): Promise<FirefoxPage> {
    const address = site.address();
    if (address === null || typeof address === "string") throw new TypeError("no port");
    const page = await firefox.open(`http://127.0.0.1:${address.port}/`);
    const { ParticipantId: participantId, ParticipantToken: participantToken } = chat.Participants[index] ?? {};
    const details = { contactId: chat.ContactId, participantId, participantToken };
    await page.evaluate(`(async () => {
      connect.ChatSession.setGlobalConfig({ endpoint: ${JSON.stringify(stub.url)}, region: "us-west-2" });
      globalThis.session = connect.ChatSession.create({ chatDetails: ${JSON.stringify(details)}, type: "CUSTOMER", disableCSM: true });
      globalThis.seen = [];
      globalThis.arrived = new EventTarget();
      for (const what of ["Message", "Typing", "ReadReceipt", "Ended"])
        session["on" + what](({ data }) => { seen.push({ what, data }); arrived.dispatchEvent(new Event("seen")); });
      await session.connect();
    })()`);
    return page;
  }

  /** Waits until a page has seen what is meant, and gives all of it. */
  function seen(page: FirefoxPage, what: string): Promise<unknown> {
    return page.evaluate(`(async () => {
      const found = () => seen.filter((one) => one.what === ${JSON.stringify(what)}).map(({ data }) => data);
      while (found().length === 0) await new Promise((done) => arrived.addEventListener("seen", done, { once: true }));
      return found();
    })()`);
  }

  /** Until both participants' sockets are subscribed: deliveries begin then. */
  async function bothListen(): Promise<void> {
    const url = `${stub.url}/_stub/chats`;
    const isReady = async () => {
      const { chats } = JSON.parse(await (await fetch(url)).text());
      return chats[0].Participants.every(({ sockets }: { sockets: number }) => sockets === 1);
    };
    await expect.poll(isReady, { timeout: 20_000 }).toBe(true);
  }

  it("see each other's typing, messages and receipts, and the end", { timeout: 60_000 }, async () => {
    const chat = await stub.createChat();
    const [ann, ben] = [await connectPage(chat, 0), await connectPage(chat, 1)];
    const [annId, benId] = chat.Participants.map(({ ParticipantId }) => ParticipantId);
    await bothListen();

    await ann.evaluate('session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" })');
    expect(await seen(ben, "Typing")).toEqual([expect.objectContaining({ ParticipantId: annId })]);

    await ann.evaluate('session.sendMessage({ contentType: "text/plain", message: "Hello" }).then(() => true)');
    const [message] = [await seen(ben, "Message")].flat();
    expect(message).toMatchObject({ ParticipantId: annId, Content: "Hello" });

    const content = `JSON.stringify({ messageId: seen.find(({ what }) => what === "Message").data.Id })`;
    const receipt = `{ contentType: "application/vnd.amazonaws.connect.event.message.read", content: ${content} }`;
    await ben.evaluate(`session.sendEvent(${receipt}).then(() => true)`);
    const read = { MessageMetadata: { Receipts: [{ RecipientParticipantId: benId }] } };
    expect(await seen(ann, "ReadReceipt")).toMatchObject([read]);

    await ann.evaluate("session.disconnectParticipant().then(() => true)");
    expect(await seen(ben, "Ended")).toHaveLength(1);
  });
});
