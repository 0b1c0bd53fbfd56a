// One participant's side of a chat: what it looks like, whatever library sends and receives.

/** What happens in a chat, as the WebSocket and the transcript have it. */
export interface Item {
  Id: string;
  Type: string;
  ContentType?: string;
  Content?: string;
  ParticipantId?: string;
  DisplayName?: string;
  MessageMetadata?: { MessageId?: string; Receipts?: { DeliveredTimestamp?: string; ReadTimestamp?: string }[] };
}

/** Who this side is, as `POST /_stub/chats` said. The page that has the panes passes it on in the URL's fragment. */
export interface Identity {
  ContactId: string;
  ParticipantId: string;
  ParticipantToken: string;
  ParticipantRole: string;
  DisplayName: string;
}

/** What a library does for this side. */
export interface Connection {
  typing(): Promise<unknown>;
  send(text: string): Promise<unknown>;
  read(messageId: string): Promise<unknown>;
  leave(): Promise<unknown>;
}

/** What it tells this side. */
export interface Events {
  item(item: Item): void;
  state(state: "Connected" | "Reconnecting" | "Ended"): void;
}

/** The endpoint: the page is one path segment below it, wherever a proxy or a namespace has put that. */
export const endpoint = new URL("..", location.href).href.replace(/\/$/, "");

/** How long somebody counts as typing, in milliseconds. */
const typingMs = 12_000;

/** Shows one side of a chat, and connects it. */
export async function showPane(connect: (identity: Identity, events: Events) => Promise<Connection>): Promise<void> {
  const identity: Identity = JSON.parse(decodeURIComponent(location.hash.slice(1)));
  const [text, form, leave] = [
    element("text", HTMLInputElement),
    element("composer", HTMLFormElement),
    element("leave", HTMLButtonElement),
  ];
  const controls = [text, leave, ...form.querySelectorAll("button")];
  const view = createView(identity);
  const events: Events = {
    item: view.show,
    state(state) {
      view.state(state);
      for (const control of controls) control.disabled = state === "Ended";
    },
  };
  let isOpen = false;
  const connection = await connect(identity, {
    ...events,
    item(item) {
      view.show(item);
      const isTheirs = item.Type === "MESSAGE" && item.ParticipantId !== identity.ParticipantId;
      if (isOpen && isTheirs) connection.read(item.Id).catch(view.fail);
    },
  }).catch((error: unknown): never => {
    view.fail(error);
    throw error;
  });
  isOpen = true;
  events.state("Connected");
  text.addEventListener("input", () => connection.typing().catch(view.fail));
  leave.addEventListener("click", () => connection.leave().then(() => events.state("Ended"), view.fail));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const content = text.value.trim();
    if (content === "") return;
    text.value = "";
    connection.send(content).catch(view.fail);
  });
}

function createView({ ParticipantId, ParticipantRole, DisplayName }: Identity) {
  const [log, typing, status] = [
    element("log", HTMLElement),
    element("typing", HTMLElement),
    element("state", HTMLElement),
  ];
  const seen = new Map<string, HTMLElement>();
  let stopped: ReturnType<typeof setTimeout> | undefined;
  const role = Object.assign(document.createElement("small"), { textContent: ParticipantRole.toLowerCase() });
  for (const place of document.querySelectorAll("h1")) place.replaceChildren(`${DisplayName} `, role);
  for (const place of document.querySelectorAll(".face")) place.textContent = DisplayName.charAt(0).toUpperCase();
  document.title = `${DisplayName} (${ParticipantRole.toLowerCase()})`;

  const add = (kind: string, content: string): HTMLElement => {
    const line = document.createElement("li");
    line.className = kind;
    line.textContent = content;
    log.append(line);
    log.scrollTop = log.scrollHeight;
    return line;
  };
  const setTyping = (who: string) => {
    clearTimeout(stopped);
    typing.textContent = who && `${who} is typing…`;
    if (who) stopped = setTimeout(() => setTyping(""), typingMs);
  };
  const receipt = ({ MessageId = "", Receipts: [receipt = {}] = [] }: NonNullable<Item["MessageMetadata"]>) => {
    const note = seen.get(MessageId)?.querySelector("small");
    if (note && note.textContent !== "Read") note.textContent = receipt.ReadTimestamp ? "Read" : "Delivered";
  };
  return {
    state(state: string) {
      status.textContent = state;
      status.dataset["is"] = state;
    },
    fail(error: unknown) {
      add("note", error instanceof Error ? error.message : "That did not work");
    },
    /** Shows what happened, each item once: after a disconnect, the transcript has it again. */
    show(item: Item) {
      const isMine = item.ParticipantId === ParticipantId;
      if (item.MessageMetadata) return receipt(item.MessageMetadata);
      if (seen.has(item.Id)) return;
      const event =
        item.Type === "EVENT" ? item.ContentType?.replace("application/vnd.amazonaws.connect.event.", "") : "";
      if (event === "typing") return isMine ? undefined : setTyping(item.DisplayName ?? "");
      if (event === "chat.ended") seen.set(item.Id, add("note", "The chat has ended"));
      if (event === "participant.joined") seen.set(item.Id, add("note", `${item.DisplayName} joined`));
      if (event === "participant.left") seen.set(item.Id, add("note", `${item.DisplayName} left`));
      if (item.Type !== "MESSAGE") return;
      const line = add(isMine ? "mine" : "theirs", item.Content ?? "");
      if (isMine) line.append(Object.assign(document.createElement("small"), { textContent: "Sent" }));
      else setTyping("");
      seen.set(item.Id, line);
      log.scrollTop = log.scrollHeight;
    },
  };
}

/** An element of the page, by its id. Throws a TypeError when the page has none of this kind. */
export function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new TypeError(`The page has no ${kind.name} with the id ${id}`);
}
