// A participant without the vendor's library: the events by @sendevent/client, the rest by fetch and a WebSocket.
import { ConnectParticipant, throttleTyping } from "@sendevent/client";
import { type Connection, type Events, endpoint, type Identity, type Item, showPane } from "./pane.js";

/** How often the socket says that it is still there, and how long to wait before the next attempt to connect, in milliseconds. */
const heartbeatMs = 10_000;
const pauseMs = 1_000;

/** What the stub responded to an operation. Rejects with an Error that says why there is no such response. */
async function call<Result>(operation: string, token: string, body: object): Promise<Result> {
  const headers = { "content-type": "application/json", "x-amz-bearer": token };
  const response = await fetch(`${endpoint}/participant/${operation}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  const result = await response.json();
  if (!response.ok) throw new Error(result.Message);
  return result;
}

interface Credentials {
  Websocket: { Url: string };
  ConnectionCredentials: { ConnectionToken: string };
}

async function connect({ ParticipantToken, ParticipantId }: Identity, events: Events): Promise<Connection> {
  const participant = new ConnectParticipant({ endpoint });
  let token = "";
  let typing = throttleTyping(participant, token);
  let isOver = false;

  const deliver = (item: Item) => {
    events.item(item);
    if (item.ContentType?.endsWith(".chat.ended")) isOver = true;
    if (item.Type === "MESSAGE" && item.ParticipantId !== ParticipantId) {
      participant.sendMessageDelivered(token, item.Id).catch(() => {}); // the other side shows one receipt less
    }
  };
  const open = async (): Promise<void> => {
    const granted = await call<Credentials>("connection", ParticipantToken, {
      Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"],
    });
    token = granted.ConnectionCredentials.ConnectionToken;
    typing = throttleTyping(participant, token);
    const socket = new WebSocket(granted.Websocket.Url);
    const heartbeat = setInterval(() => socket.send('{"topic":"aws/heartbeat"}'), heartbeatMs);
    socket.addEventListener("close", ({ code }) => {
      clearInterval(heartbeat);
      if (isOver || code === 1000) return events.state("Ended");
      events.state("Reconnecting");
      setTimeout(reopen, pauseMs);
    });
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener("error", () => reject(new Error("The WebSocket cannot be opened")));
      socket.addEventListener("open", () => socket.send('{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}'));
      socket.addEventListener("message", ({ data }) => {
        const { topic, content } = JSON.parse(data);
        if (topic === "aws/subscribe") resolve();
        if (topic === "aws/chat") deliver(JSON.parse(content));
      });
    });
    // What came before the subscription: after a disconnect, what was missed.
    const page = await call<{ Transcript: Item[] }>("transcript", token, { MaxResults: 100, SortOrder: "ASCENDING" });
    for (const item of page.Transcript) events.item(item);
  };
  const reopen = () => {
    open().then(
      () => events.state("Connected"),
      () => events.state("Ended"),
    );
  };
  await open();
  return {
    typing: () => typing(),
    send(text) {
      typing.cancel();
      return call("message", token, { ContentType: "text/plain", Content: text, ClientToken: crypto.randomUUID() });
    },
    read: (messageId) => participant.sendMessageRead(token, messageId),
    async leave() {
      isOver = true;
      await call("disconnect", token, {});
    },
  };
}

void showPane(connect);
