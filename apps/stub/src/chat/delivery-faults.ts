import type { Namespace } from "../namespace.js";
import type { ChatItem, Fault, Member } from "../store/store.js";
import type { ChatSocket } from "./chat-socket.js";

/** How long a delivery is delayed when nothing else is said, in milliseconds. */
const defaultDelayMs = 1_000;

/** The staged faults that an item may meet on its way. */
export async function stagedFor(item: ChatItem, { store }: Namespace): Promise<Fault[]> {
  const staged = await store.faults.list();
  return staged.filter(
    ({ delivery, contentType = item.ContentType, contentContains = "" }) =>
      delivery !== undefined && contentType === item.ContentType && (item.Content ?? "").includes(contentContains),
  );
}

/** The fault that hits a delivery to a socket of this participant, if one does. */
export async function deliveryFault(
  staged: readonly Fault[],
  { ParticipantId }: Member,
  { store, random }: Namespace,
): Promise<Fault | undefined> {
  const candidates = staged.filter(({ participantId = ParticipantId }) => participantId === ParticipantId);
  if (candidates.length === 0) return undefined;
  return store.faults.hit(candidates, await random.probability("delivery"));
}

/** Delivers a text as a fault has it. */
export function deliverWith(fault: Fault | undefined, socket: ChatSocket, text: string): void {
  const { delivery, delayMs = delivery === "delay" ? defaultDelayMs : 0 } = fault ?? {};
  const deliver = () => {
    if (delivery === "close") socket.close("fault");
    if (delivery === "drop" || delivery === "close") return;
    socket.send(text);
    if (delivery === "duplicate") socket.send(text);
  };
  if (delayMs > 0) socket.later(delayMs, text, deliver);
  else deliver();
}
