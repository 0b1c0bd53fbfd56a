import { connectionToken } from "./contract.gen.js";
import type { SendEventRequest } from "./types.js";

/** The printable characters of a header value, with blanks inside only: `fetch` would cut them off at the ends. */
const headerValue = /^[!-~\x80-\xff]([\t -~\x80-\xff]*[!-~\x80-\xff])?$/;

/**
 * What one event looks like on the wire. Throws a `TypeError` when the ConnectionToken cannot be sent: what the contract
 * says about the body is for the service to judge.
 */
export function writeRequest({ ConnectionToken, ContentType, Content, ClientToken }: SendEventRequest) {
  if (typeof ConnectionToken !== "string" || !headerValue.test(ConnectionToken)) {
    const found = !ConnectionToken ? JSON.stringify(ConnectionToken) : typeof ConnectionToken;
    throw new TypeError(
      `ConnectionToken must be a string that can be a header value, got ${found}: pass what CreateParticipantConnection returned`,
    );
  }
  return {
    headers: { [connectionToken.header]: ConnectionToken },
    body: { ContentType, ...(Content != null && { Content }), ClientToken: ClientToken || uuid() },
  };
}

/** Browsers keep `randomUUID` from pages that came by plain http. */
function uuid(): string {
  return (
    crypto.randomUUID?.() ??
    "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, () =>
      (Number(crypto.getRandomValues(new Uint8Array(1))) & 15).toString(16),
    )
  );
}
