// Creates a chat, and shows both of its participants, each in a frame of its own: the vendor's library has one WebSocket a page.
import { element, endpoint, type Identity } from "./pane.js";

const [panes, problem, form] = [
  element("panes", HTMLElement),
  element("problem", HTMLElement),
  element("control", HTMLFormElement),
];
const isVendor = new URLSearchParams(location.search).get("with") === "vendor";

async function create(): Promise<void> {
  const token = form.querySelector("input")?.value;
  const participants = [
    { ParticipantRole: "CUSTOMER", DisplayName: "Ann" },
    { ParticipantRole: "AGENT", DisplayName: "Ben" },
  ];
  const response = await fetch(`${endpoint}/_stub/chats`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ participants }),
  });
  const result = await response.json();
  problem.hidden = response.ok;
  form.hidden = response.status !== 403;
  if (!response.ok) {
    problem.textContent = result.Message;
    return;
  }
  const { ContactId, Participants }: { ContactId: string; Participants: Omit<Identity, "ContactId">[] } = result;
  panes.replaceChildren(
    ...Participants.map((participant) => {
      const frame = document.createElement("iframe");
      frame.title = `${participant.DisplayName}, ${participant.ParticipantRole.toLowerCase()}`;
      // The fragment is sent to no server.
      frame.src = `${isVendor ? "vendor" : "plain"}.html#${encodeURIComponent(JSON.stringify({ ContactId, ...participant }))}`;
      return frame;
    }),
  );
}

const show = () =>
  create().catch((error: unknown) => {
    problem.hidden = false;
    problem.textContent = error instanceof Error ? error.message : "The chat cannot be created";
  });

for (const link of document.querySelectorAll("nav a")) {
  if (link instanceof HTMLAnchorElement && link.search.includes("vendor") === isVendor) link.ariaCurrent = "page";
}
element("new", HTMLButtonElement).addEventListener("click", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void show();
});
void show();
