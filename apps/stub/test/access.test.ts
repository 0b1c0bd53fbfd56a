import { afterEach, describe, expect, it, vi } from "vitest";
import { startStub } from "../src/index.js";
import { control, delivered, read, receipt, sendEvent, typing } from "./send-event.js";

afterEach(() => {
  vi.useRealTimers();
});

describe("access open", () => {
  it("takes a token that it never saw", async () => {
    await using stub = await startStub();
    expect(await sendEvent(stub, { ContentType: typing }, { token: "anything" })).toMatchObject({ status: 200 });
  });

  it("rejects a ParticipantToken in place of a ConnectionToken", async () => {
    await using stub = await startStub();
    const { ParticipantToken } = await stub.issueConnection();
    expect(await sendEvent(stub, { ContentType: typing }, { token: ParticipantToken })).toMatchObject({
      status: 403,
      exception: "AccessDeniedException",
      body: { Message: expect.stringContaining("ParticipantToken") },
    });
  });

  it("rejects the token of a chat that has ended", async () => {
    await using stub = await startStub();
    const { ConnectionToken } = await stub.issueConnection();
    expect(await sendEvent(stub, { ContentType: typing }, { token: ConnectionToken })).toMatchObject({ status: 200 });
    expect(await control(stub, "DELETE", `/connections/${encodeURIComponent(ConnectionToken)}`)).toMatchObject({
      status: 204,
    });
    expect(await sendEvent(stub, { ContentType: typing }, { token: ConnectionToken })).toMatchObject({
      status: 403,
      body: { Message: expect.stringContaining("ended") },
    });
  });

  it("rejects a token that has expired, and not a moment before", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    await using stub = await startStub();
    const { ConnectionToken, Expiry } = await stub.issueConnection({ ttlSeconds: 60 });
    vi.setSystemTime(new Date(Expiry).getTime() - 1);
    expect(await sendEvent(stub, { ContentType: typing }, { token: ConnectionToken })).toMatchObject({ status: 200 });
    vi.setSystemTime(new Date(Expiry).getTime());
    expect(await sendEvent(stub, { ContentType: typing }, { token: ConnectionToken })).toMatchObject({ status: 403 });
  });
});

describe("access registered", () => {
  it("takes a token that was issued here", async () => {
    await using stub = await startStub({ access: "registered" });
    const { body } = await control(stub, "POST", "/connections", {});
    expect(body).toEqual({
      ParticipantToken: expect.any(String),
      ConnectionToken: expect.any(String),
      connectionFingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      Expiry: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(await sendEvent(stub, { ContentType: typing }, { token: String(body["ConnectionToken"]) })).toMatchObject({
      status: 200,
    });
  });

  it("rejects a token that was not", async () => {
    await using stub = await startStub({ access: "registered" });
    expect(await sendEvent(stub)).toMatchObject({ status: 403, exception: "AccessDeniedException" });
  });

  it("takes reserved tokens all the same", async () => {
    await using stub = await startStub({ access: "registered" });
    expect(await sendEvent(stub, { ContentType: typing }, { token: "stub:delay:0" })).toMatchObject({ status: 200 });
  });
});

describe("a chat of more than two participants", () => {
  it.each([read, delivered])("rejects %s", async (ContentType) => {
    await using stub = await startStub();
    const { ConnectionToken } = await stub.issueConnection({ participants: 3 });
    expect(await sendEvent(stub, { ContentType, Content: receipt }, { token: ConnectionToken })).toMatchObject({
      status: 409,
      exception: "ConflictException",
      body: {
        Message: "Receipts are not supported with more than 2 active participants: the chat has 3",
      },
    });
  });

  it("takes typing events", async () => {
    await using stub = await startStub();
    const { ConnectionToken } = await stub.issueConnection({ participants: 3 });
    expect(await sendEvent(stub, { ContentType: typing }, { token: ConnectionToken })).toMatchObject({ status: 200 });
  });

  it("is one from the third participant on", async () => {
    await using stub = await startStub();
    const { ConnectionToken } = await stub.issueConnection({ participants: 2 });
    const response = await sendEvent(stub, { ContentType: read, Content: receipt }, { token: ConnectionToken });
    expect(response).toMatchObject({ status: 200 });
  });
});

it("ending a chat that is not known is rejected", async () => {
  await using stub = await startStub();
  expect(await control(stub, "DELETE", "/connections/nobody")).toMatchObject({
    status: 404,
    exception: "UnknownOperationException",
  });
});

it("ends a chat by its ConnectionToken only", async () => {
  await using stub = await startStub();
  const { ConnectionToken, ParticipantToken } = await stub.issueConnection();
  expect(await control(stub, "DELETE", `/connections/${ParticipantToken}`)).toMatchObject({
    status: 404,
    body: { Message: "No connection has this ConnectionToken" },
  });
  expect(await sendEvent(stub, { ContentType: typing }, { token: ConnectionToken })).toMatchObject({ status: 200 });
});

it("chooses the tokens that it is asked for", async () => {
  await using stub = await startStub({ access: "registered", connections: [{ ConnectionToken: "alice" }] });
  expect(await sendEvent(stub, { ContentType: typing }, { token: "alice" })).toMatchObject({ status: 200 });
});

it.each([
  [{ ended: true }, "the chat has ended"],
  [{ expired: true }, "the ConnectionToken has expired"],
  [{ participant: true }, "a ParticipantToken was sent, and a ConnectionToken is needed"],
  [{ unknown: true }, "the token was not issued here"],
])("says why it denies access: %j", async (how: Partial<Record<string, boolean>>, reason) => {
  await using stub = await startStub({ access: "registered" });
  const { ConnectionToken, ParticipantToken } = await stub.issueConnection(how["expired"] ? { ttlSeconds: 0 } : {});
  if (how["ended"]) await stub.endConnection(ConnectionToken);
  const issued = how["participant"] ? ParticipantToken : ConnectionToken;
  const { body } = await sendEvent(stub, { ContentType: typing }, { token: how["unknown"] ? "x" : issued });
  expect(body).toEqual({ Message: `Access denied: ${reason}` });
});
