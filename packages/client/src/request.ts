import type { components } from "@sendevent/openapi";
import type { SendEventRequest } from "./types.js";

/** What can be a header value as it is: `fetch` would cut blanks off the ends. */
const headerValue = /^[!-~\x80-\xff]+([ \t]+[!-~\x80-\xff]+)*$/;

/** The ConnectionToken of an event. Throws a `TypeError`, without the token in it, when it cannot be sent. */
export function connectionTokenOf({ ConnectionToken: token }: SendEventRequest): string {
  if (typeof token === "string" && headerValue.test(token)) return token;
  const found = typeof token !== "string" ? typeof token : token ? "another string" : "an empty string";
  throw new TypeError(
    `ConnectionToken must be a string that a header can hold, got ${found}: pass the one that CreateParticipantConnection returned`,
  );
}

/** The body that is sent for an event. It is the service that validates it. */
export function requestBody(input: SendEventRequest): components["schemas"]["ChatEvent"] {
  const { ContentType, Content, ClientToken } = input;
  return { ContentType, ...(Content != null && { Content }), ClientToken: ClientToken || uuid() };
}

/** A random UUID, version 4. Pages that came by plain http have no `crypto.randomUUID`. */
function uuid(): string {
  return (
    crypto.randomUUID?.() ??
    "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, () =>
      (Number(crypto.getRandomValues(new Uint8Array(1))) & 15).toString(16),
    )
  );
}
