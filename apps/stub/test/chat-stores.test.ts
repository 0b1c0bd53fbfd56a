import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { startStub } from "../src/index.js";
import type { Chat, ChatItem, ChatStore, Member, Store } from "../src/store/store.js";
import { call, join, type } from "./chat-client.js";
import { typing } from "./send-event.js";
import { endRedis, entry, kinds, openStore } from "./stores.js";

afterAll(endRedis);

const member = (ParticipantId: string, ContactId = "c"): Member => {
  return { ContactId, ParticipantId, ParticipantRole: "AGENT", DisplayName: ParticipantId };
};

const chatOf = (ContactId = "c"): Chat => ({
  ContactId,
  startedAt: Date.now(),
  expiresAt: Date.now() + 60_000,
  participants: ["a", "b", "d"].map((id) => {
    const { ContactId: _, ...sender } = member(id);
    return { ...sender, state: "invited", connections: [] };
  }),
});

const item = (Id: string, more: Partial<ChatItem> = {}): ChatItem => ({
  Id,
  AbsoluteTime: "2026-01-01T00:00:00.000Z",
  ContactId: "c",
  InitialContactId: "c",
  Type: "MESSAGE",
  ContentType: "text/plain",
  ...more,
});

const replay = { connection: "f", key: "k", payload: "p", ttlMs: 60_000 };

describe.each(Object.entries(kinds))("the chats of a store in %s", (_kind, url) => {
  let opened: Store & AsyncDisposable;
  let chats: ChatStore;
  beforeEach(async () => {
    opened = await openStore(await url());
    chats = opened.namespace("").chats;
    return () => opened[Symbol.asyncDispose]();
  });

  const ids = async (ContactId = "c") => (await chats.transcript(ContactId)).map(({ Id }) => Id);

  it("are kept as they are, and found in their own namespace only", async () => {
    const chat = chatOf();
    await chats.start(chat);
    expect(await chats.find("c")).toEqual(chat);
    expect(await opened.namespace("other").chats.find("c")).toBeUndefined();
    expect(await chats.find("unknown")).toBeUndefined();
    expect(await chats.newest("unknown")).toBeUndefined();
    expect([await chats.newest("c"), await ids(), await chats.deliveries("c", 0)]).toEqual([0, [], []]);
  });

  it("are joined once, and have the latest 20 connections", async () => {
    await chats.start(chatOf());
    for (let index = 0; index < 22; index += 1)
      expect(await chats.join(member("a"), `f${index}`, item(`j${index}`))).toBe(true);
    const [joined] = (await chats.find("c"))?.participants ?? [];
    const connections = Array.from({ length: 20 }, (_, index) => `f${index + 2}`);
    expect(joined).toMatchObject({ ParticipantId: "a", state: "joined", connections });
    expect(await ids()).toEqual(["j0"]);
    expect(await chats.join(member("unknown"), "f", item("j"))).toBe(false);
    expect(await chats.join(member("a", "unknown"), "f", item("j"))).toBe(false);
  });

  it("end when the last one leaves, and take nothing any more", async () => {
    await chats.start(chatOf());
    expect(await chats.leave(member("a"), item("l"), item("e"))).toBe(false); // it has not joined
    for (const id of ["a", "b"]) await chats.join(member(id), "f", item(`j${id}`));
    expect(await chats.leave(member("a"), item("la"), item("e"))).toBe(true);
    expect(await chats.leave(member("a"), item("la"), item("e"))).toBe(false);
    expect(await chats.join(member("a"), "f", item("ja"))).toBe(false);
    expect((await chats.find("c"))?.endedAt).toBeUndefined();
    expect(await chats.leave(member("b"), item("lb"), item("e"))).toBe(true);
    expect((await chats.find("c"))?.endedAt).toEqual(expect.any(Number));
    expect(await chats.join(member("d"), "f", item("jd"))).toBe(false);
    expect(await chats.deliver("c", { item: item("m"), transient: false })).toBeUndefined();
    expect(await ids()).toEqual(["ja", "jb", "la", "lb", "e"]);
  });

  it("end with a customer", async () => {
    await chats.start(chatOf());
    for (const id of ["a", "b"]) await chats.join(member(id), "f", item(`j${id}`));
    await chats.leave({ ...member("a"), ParticipantRole: "CUSTOMER" }, item("l"), item("e"));
    const ends = (await chats.find("c"))?.endedAt !== undefined;
    expect(ends).toBe(true);
  });

  it("number what they deliver, and keep what is not transient", async () => {
    await chats.start(chatOf());
    await chats.deliver("c", { item: item("1"), transient: false });
    await chats.deliver("c", { item: item("2", { Type: "EVENT", ContentType: typing }), transient: true });
    await chats.deliver("c", { item: item("3"), transient: false });
    expect(await chats.newest("c")).toBe(3);
    expect((await chats.deliveries("c", 1)).map(({ number, item: { Id } }) => [number, Id])).toEqual([
      [2, "2"],
      [3, "3"],
    ]);
    expect(await ids()).toEqual(["1", "3"]);
    expect([await chats.hasMessage("c", "3"), await chats.hasMessage("c", "2")]).toEqual([true, false]);
  });

  it("deliver what is repeated once", async () => {
    await chats.start(chatOf());
    const first = await chats.deliver("c", { item: item("1"), transient: false }, replay);
    expect(await chats.deliver("c", { item: item("2"), transient: false }, replay)).toEqual(first);
    expect(await ids()).toEqual(["1"]);
  });

  it("deliver an event that is accepted, and no replay of it", async () => {
    await chats.start(chatOf());
    const { journal } = opened.namespace("");
    const { outcome, ...event } = entry();
    const delivery = { item: item("1"), transient: true };
    for (const Id of ["1", "2"]) await journal.accept({ ...event, Id, AbsoluteTime: "now" }, replay, delivery);
    await journal.accept({ ...event, Id: "3", AbsoluteTime: "now" }, { ...replay, payload: "another" }, delivery);
    expect(await chats.newest("c")).toBe(1);
  });

  it("keep the last 1,000 items, up to 1 MiB", async () => {
    await chats.start(chatOf());
    for (let index = 1; index <= 1_001; index += 1)
      await chats.deliver("c", { item: item(String(index)), transient: false });
    expect([(await ids()).length, (await ids())[0], await chats.hasMessage("c", "1")]).toEqual([1_000, "2", false]);
    expect((await chats.deliveries("c", 0))[0]?.number).toBe(2);
    const Content = "x".repeat(16_384);
    for (let index = 0; index < 70; index += 1)
      await chats.deliver("c", { item: item(`big ${index}`, { Content }), transient: false });
    expect((await ids()).length).toBeLessThan(64);
  });

  it("are dropped, oldest first, beyond 1,000", async () => {
    for (let index = 0; index <= 1_000; index += 1) await chats.start(chatOf(`c${index}`));
    expect([await chats.find("c0"), (await chats.list(2)).map(({ ContactId }) => ContactId)]).toEqual([
      undefined,
      ["c1000", "c999"],
    ]);
    expect(await opened.namespace("").count()).toMatchObject({ remembered: { chats: 1_000 }, dropped: { chats: 1 } });
  });

  it("wake who waits, also when they are removed", async () => {
    await chats.start(chatOf());
    const { signal } = new AbortController();
    const waiting = chats.waitFor("c", 0, signal);
    await chats.deliver("c", { item: item("1"), transient: false });
    await waiting;
    await chats.waitFor("c", 0, signal); // it is behind already
    const removed = chats.waitFor("c", 1, signal);
    await opened.namespace("").reset();
    await removed;
    expect([await chats.newest("c"), await chats.list(10)]).toEqual([undefined, []]);
    await chats.waitFor("c", 1, AbortSignal.abort());
  });

  it("take the ticket of a socket once, and no other token", async () => {
    const { connections } = opened.namespace("");
    const token = { ended: false, participants: 0, member: member("a") } as const;
    await connections.add(
      new Map([
        ["t", { ...token, kind: "socket" }],
        ["f", { ...token, kind: "connection" }],
      ]),
    );
    expect(await connections.takeTicket("t")).toMatchObject({ kind: "socket", member: member("a"), ended: true });
    expect(await connections.takeTicket("t")).toBeUndefined();
    expect(await connections.takeTicket("f")).toBeUndefined();
    expect(await connections.find("f")).toBeDefined();
  });

  it("say of a token who is in the chat now", async () => {
    const { connections } = opened.namespace("");
    await chats.start(chatOf());
    const token = { kind: "connection", ended: false, participants: 0, member: member("a") } as const;
    await connections.add(new Map([["f", token]]));
    for (const id of ["a", "b"]) await chats.join(member(id), "f", item(`j${id}`));
    expect(await connections.find("f")).toEqual({ ...token, participants: 2 });
    await chats.leave(member("b"), item("l"), item("e"));
    expect(await connections.find("f")).toEqual({ ...token, participants: 1 });
    await chats.leave(member("a"), item("l"), item("e"));
    expect(await connections.find("f")).toMatchObject({ ended: true });
  });
});

it("a chat in memory that is too large for its namespace is dropped", async () => {
  await using opened = await openStore("memory");
  const { chats } = opened.namespace("small");
  const Content = "x".repeat(16_384);
  for (const ContactId of ["c", "d", "e"]) {
    await chats.start(chatOf(ContactId));
    for (let index = 0; index < 60; index += 1) {
      await chats.deliver(ContactId, { item: item(String(index), { Content }), transient: false });
    }
  }
  expect((await chats.list(10)).map(({ ContactId }) => ContactId)).toEqual(["e"]);
});

describe.skipIf(!kinds["redis"])("replicas that share a Redis", () => {
  it("deliver to sockets at any of them, in order, once", async () => {
    const store = (await kinds["redis"]?.()) ?? "";
    await using one = await startStub({ store });
    await using other = await startStub({ store });
    const chat = await one.createChat();
    await using customer = await join(one, chat, 0);
    await using agent = await join(other, chat, 1);
    const sent = [];
    for (let index = 0; index < 30; index += 1) {
      const via = index % 2 === 0 ? one : other;
      const ClientToken = randomUUID();
      sent.push((await type(via, index % 3 === 0 ? agent : customer, ClientToken)).body["Id"]);
      await type(via === one ? other : one, index % 3 === 0 ? agent : customer, ClientToken);
    }
    await call(other, "disconnect", agent.token);
    expect(await agent.listener.closed).toEqual([1000, "the participant has left the chat"]);
    expect(agent.listener.items.map(({ Id }) => Id).slice(0, -1)).toEqual(sent);
    expect((await customer.listener.first(32)).map(({ Id }) => Id).slice(1, -1)).toEqual(sent);
    await other.reset();
    expect(await customer.listener.closed).toEqual([1001, "the chat was removed"]);
  });
});
