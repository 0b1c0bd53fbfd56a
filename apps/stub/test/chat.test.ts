import { afterAll, describe, expect, it } from "vitest";
import { type Stub, startStub } from "../src/index.js";
import { call, ended, join, joined, left, type } from "./chat-client.js";
import { control, delivered, read, sendEvent, typing } from "./send-event.js";
import { endRedis, kinds } from "./stores.js";

afterAll(endRedis);

const denied = { status: 403, exception: "AccessDeniedException" };
const plain = { ContentType: "text/plain", Content: "Hello é😀" };

describe.each(Object.entries(kinds))("a chat, with the store in %s,", (_kind, url) => {
  const start = async (): Promise<Stub> => startStub({ store: await url() });

  it("delivers what is typed to all participants, in order, once", async () => {
    await using stub = await start();
    const chat = await stub.createChat();
    await using customer = await join(stub, chat, 0);
    await using agent = await join(stub, chat, 1);
    const { body } = await type(stub, customer, "a");
    expect(await type(stub, customer, "a")).toMatchObject({ body }); // a replay
    await type(stub, agent);
    await customer.listener.first(3);
    const seen = await agent.listener.first(2);
    expect(seen.map(({ ParticipantId }) => ParticipantId)).toEqual([customer.id, agent.id]);
    expect(seen[0]).toEqual({
      ...body,
      ContactId: chat.ContactId,
      InitialContactId: chat.ContactId,
      Type: "EVENT",
      ContentType: typing,
      ParticipantId: customer.id,
      ParticipantRole: "CUSTOMER",
      DisplayName: "Customer",
    });
    expect(customer.listener.items.map(({ ContentType }) => ContentType)).toEqual([joined, typing, typing]);
    expect(customer.listener.items.slice(1)).toEqual(seen);
  });

  it("delivers messages and receipts, and keeps them in the transcript", async () => {
    await using stub = await start();
    const chat = await stub.createChat();
    await using customer = await join(stub, chat, 0);
    await using agent = await join(stub, chat, 1);
    const sent = await call(stub, "message", customer.token, { ...plain, ClientToken: "m" });
    expect(sent).toMatchObject({ status: 200, body: { Id: expect.any(String), AbsoluteTime: expect.any(String) } });
    expect(await call(stub, "message", customer.token, { ...plain, ClientToken: "m" })).toMatchObject({
      body: sent.body,
    });
    const Content = JSON.stringify({ messageId: sent.body["Id"] });
    await sendEvent(stub, { ContentType: delivered, Content }, { token: agent.token });
    await sendEvent(stub, { ContentType: read, Content }, { token: agent.token });
    const items = await agent.listener.first(3);
    expect(items).toMatchObject([
      { ...sent.body, ...plain, Type: "MESSAGE", ParticipantId: customer.id },
      { Type: "MESSAGEMETADATA", ContentType: delivered, ParticipantId: agent.id },
      {
        Type: "MESSAGEMETADATA",
        ContentType: read,
        MessageMetadata: {
          MessageId: sent.body["Id"],
          Receipts: [{ ReadTimestamp: items[2]?.AbsoluteTime, RecipientParticipantId: agent.id }],
        },
      },
    ]);
    const { body } = await call(stub, "transcript", agent.token, { SortOrder: "ASCENDING" });
    const presence = [
      { ContentType: joined, ParticipantId: customer.id },
      { ContentType: joined, ParticipantId: agent.id },
    ];
    expect(body).toMatchObject({ InitialContactId: chat.ContactId, Transcript: [...presence, ...items] });
    expect((await stub.events()).flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it("ends when the customer leaves, and takes no token any more", async () => {
    await using stub = await start();
    const chat = await stub.createChat();
    await using customer = await join(stub, chat, 0);
    await using agent = await join(stub, chat, 1);
    expect(await call(stub, "disconnect", customer.token)).toMatchObject({ status: 200, body: {} });
    expect(await agent.listener.closed).toEqual([1000, "the chat has ended"]);
    expect(agent.listener.items.map(({ ContentType }) => ContentType)).toEqual([left, ended]);
    expect(agent.listener.items[1]).not.toHaveProperty("ParticipantId");
    expect(await customer.listener.closed).toEqual([1000, expect.any(String)]);
    for (const { token, participantToken } of [customer, agent]) {
      for (const operation of ["message", "transcript", "disconnect"] as const) {
        expect(await call(stub, operation, token, plain)).toMatchObject(denied);
      }
      expect(await sendEvent(stub, undefined, { token })).toMatchObject(denied);
      expect(await call(stub, "connection", participantToken)).toMatchObject(denied);
    }
    expect(await control(stub, "GET", "/chats")).toMatchObject({
      body: { chats: [{ ContactId: chat.ContactId, endedAt: expect.any(String) }] },
    });
  });

  it("goes on without an agent, whose sockets are closed and whose token is rejected", async () => {
    await using stub = await start();
    const chat = await stub.createChat();
    await using customer = await join(stub, chat, 0);
    await using agent = await join(stub, chat, 1);
    await call(stub, "disconnect", agent.token);
    expect(await agent.listener.closed).toEqual([1000, "the participant has left the chat"]);
    expect(await call(stub, "message", agent.token, plain)).toMatchObject(denied);
    expect(await call(stub, "message", customer.token, plain)).toMatchObject({ status: 200 });
    expect((await customer.listener.first(3)).map(({ ContentType }) => ContentType)).toEqual([
      joined,
      left,
      "text/plain",
    ]);
  });

  it("ends when nobody who joined is left", async () => {
    await using stub = await start();
    const chat = await stub.createChat({ participants: [{ ParticipantRole: "AGENT" }, { ParticipantRole: "AGENT" }] });
    await using one = await join(stub, chat, 0);
    await call(stub, "disconnect", one.token);
    expect(await call(stub, "connection", chat.Participants[1]?.ParticipantToken)).toMatchObject(denied);
  });

  it("takes receipts while no more than two have joined", async () => {
    await using stub = await start();
    const agents = [{ ParticipantRole: "AGENT" }, { ParticipantRole: "SUPERVISOR" }] as const;
    const chat = await stub.createChat({ participants: [{ ParticipantRole: "CUSTOMER" }, ...agents] });
    await using customer = await join(stub, chat, 0);
    await using agent = await join(stub, chat, 1);
    const receipt = () =>
      sendEvent(stub, { ContentType: read, Content: '{"messageId":"m"}' }, { token: customer.token });
    expect(await receipt()).toMatchObject({ status: 200 });
    await using supervisor = await join(stub, chat, 2);
    expect(await receipt()).toMatchObject({ status: 409, exception: "ConflictException" });
    await call(stub, "disconnect", supervisor.token);
    expect(await receipt()).toMatchObject({ status: 200 });
    const seen = await agent.listener.first(4);
    expect(seen.map(({ ContentType }) => ContentType)).toEqual([read, joined, left, read]);
  });

  it("gives a socket that comes back a new URL, and what it missed in the transcript", async () => {
    await using stub = await start();
    const chat = await stub.createChat();
    await using customer = await join(stub, chat, 0);
    await using gone = await join(stub, chat, 1);
    gone.listener.socket.terminate();
    await gone.listener.closed;
    const { body } = await call(stub, "message", customer.token, plain);
    await using agent = await join(stub, chat, 1);
    expect(agent.url).not.toBe(gone.url);
    expect(agent.listener.items).toEqual([]);
    expect(await call(stub, "transcript", agent.token, { MaxResults: 1 })).toMatchObject({
      body: { Transcript: [body] },
    });
    await type(stub, customer);
    expect(await agent.listener.first(1)).toMatchObject([{ ContentType: typing }]);
  });

  it("belongs to its namespace, and goes when that is reset", async () => {
    await using stub = await start();
    const team = stub.namespace("team");
    const chat = await team.createChat();
    await using customer = await join(team, chat, 0);
    expect(customer.url).toContain("/_stub/ns/team/_stub/chats/socket/");
    expect(await call(stub, "message", customer.token, plain)).toMatchObject(denied);
    await stub.reset();
    await type(team, customer);
    await customer.listener.item(typing);
    await team.reset();
    expect(await customer.listener.closed).toEqual([1001, "the chat was removed"]);
    expect(await control(team, "GET", "/chats")).toMatchObject({ body: { chats: [] } });
    expect(await call(team, "message", customer.token, plain)).toMatchObject(denied);
  });

  it("is listed with who is connected", async () => {
    await using stub = await start();
    const first = await stub.createChat();
    const chat = await stub.createChat({
      participants: [{ ParticipantRole: "CUSTOMER", DisplayName: "Ann" }, { ParticipantRole: "AGENT" }],
    });
    await using customer = await join(stub, chat, 0);
    await type(stub, customer);
    const [event] = await stub.events();
    const { body } = await control(stub, "GET", "/chats?limit=1");
    const [ann, agent] = chat.Participants.map(({ ParticipantToken, ...participant }) => participant);
    expect(body).toEqual({
      chats: [
        {
          ContactId: chat.ContactId,
          startedAt: expect.any(String),
          Participants: [
            { ...ann, connected: true, sockets: 1, connections: [event?.connection] },
            { ...agent, connected: false, sockets: 0, connections: [] },
          ],
        },
      ],
    });
    const all = Object(await control(stub, "GET", "/chats")).body.chats;
    expect(all.map(({ ContactId }: { ContactId: string }) => ContactId)).toEqual([chat.ContactId, first.ContactId]);
  });
});
