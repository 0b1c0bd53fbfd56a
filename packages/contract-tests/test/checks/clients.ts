import type * as client from "@sendevent/client";
import type { SendEvent } from "./client-case.js";

/** Our client, as cases call it: they hand over whatever JSON they like, and types have tests of their own. */
export function ourSendEvent({ ConnectParticipant }: typeof client): SendEvent {
  return (endpoint, input) => new ConnectParticipant({ endpoint, maxAttempts: 1 }).sendEvent(Object(input));
}
