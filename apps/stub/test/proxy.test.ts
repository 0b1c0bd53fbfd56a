import { expect, it } from "vitest";
import { type Stub, startStub } from "../src/index.js";
import { join, type } from "./chat-client.js";
import { deployed, startProxy, withProxy } from "./proxies.js";
import { control, sendEvent, typing } from "./send-event.js";

const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path FOLDER/${name};`);

/** nginx with nothing set but where to. */
const plain = ({ url }: { url: string }, location = "/") =>
  `pid FOLDER/pid; events {} http { access_log off; ${paths.join(" ")}
   server { listen 127.0.0.1:PORT; location ${location} { proxy_pass ${url}/; } } }`;

withProxy("nginx", "behind nginx that is told nothing else", () => {
  it("events are accepted, and control is rejected", async () => {
    await using stub = await startStub();
    await using proxy = await startProxy("nginx", plain(stub));
    expect(await sendEvent(proxy)).toMatchObject({ status: 200 });
    expect(await control(proxy, "GET", "/health")).toMatchObject({ status: 403 });
    expect(await control(proxy, "GET", "/ready")).toMatchObject({ status: 200 });
  });

  it("the reference stays below the path that it has there", async () => {
    await using stub = await startStub();
    await using proxy = await startProxy("nginx", plain(stub, "/stubs/one/"));
    const response = await fetch(`${proxy.url}/stubs/one/docs`);
    expect([response.status, response.url]).toEqual([200, `${proxy.url}/stubs/one/docs/`]);
  });
});

withProxy("nginx", "behind nginx as it is deployed", () => {
  const authorization = { authorization: "Bearer s3cret" };

  const accepted = async (stub: Stub) => (await stub.events({ outcome: "accepted" })).length;

  it("each stub gets its share of the events, and either does alone", async () => {
    await using one = await startStub();
    await using two = await startStub();
    await using proxy = await startProxy("nginx", await deployed(one, two));
    for (let sent = 0; sent < 4; sent += 1) expect(await sendEvent(proxy)).toMatchObject({ status: 200 });
    expect([await accepted(one), await accepted(two)]).toEqual([2, 2]);
    await one.close();
    for (let sent = 0; sent < 4; sent += 1) expect(await sendEvent(proxy)).toMatchObject({ status: 200 });
    expect(await accepted(two)).toBe(6);
  });

  it("control needs its token", async () => {
    await using open = await startStub();
    await using guarded = await startStub({ controlToken: "s3cret" });
    await using toOpen = await startProxy("nginx", await deployed(open, open));
    await using toGuarded = await startProxy("nginx", await deployed(guarded, guarded));
    expect(await control(toOpen, "GET", "/health")).toMatchObject({ status: 403 });
    expect(await control(toGuarded, "GET", "/health")).toMatchObject({ status: 403 });
    expect(await control(toGuarded, "GET", "/health", undefined, authorization)).toMatchObject({ status: 200 });
  });

  it("chats have their sockets, at the address of the proxy", async () => {
    await using stub = await startStub();
    await using proxy = await startProxy("nginx", await deployed(stub, stub));
    const chat = await stub.createChat();
    await using customer = await join(proxy, chat, 0);
    await using agent = await join(proxy, chat, 1);
    expect(customer.url.startsWith(proxy.url.replace("http", "ws"))).toBe(true);
    await type(proxy, customer);
    expect(await agent.listener.item(typing)).toMatchObject({ ParticipantId: customer.id });
  });

  it("the event stream passes entries on at once", async () => {
    await using stub = await startStub({ controlToken: "s3cret" });
    await using proxy = await startProxy("nginx", await deployed(stub, stub));
    const { body } = await fetch(`${proxy.url}/_stub/events/stream`, { headers: authorization });
    await sendEvent(proxy);
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('"outcome":"accepted"');
    await reader?.cancel();
  });
});
