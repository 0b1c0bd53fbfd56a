import type { components } from "@sendevent/openapi";
import { connectionToken, mediaType, method, path } from "@sendevent/openapi";
import { defaultBodySerializer, mergeHeaders } from "openapi-fetch";
import type { SendEventRequest } from "./types.js";

/** What can be a header value as it is: `fetch` would cut blanks off the ends. */
const headerValue = /^[!-~\x80-\xff]+([ \t]+[!-~\x80-\xff]+)*$/;

/** One event on the wire: the same for all attempts. */
export interface WireRequest {
  url: string;
  init: RequestInit;
}

/**
 * Writes one event for the wire. Throws a `TypeError` when the ConnectionToken cannot be sent. The rest is for the service
 * to judge.
 */
export function writeRequest(baseUrl: string, input: SendEventRequest): WireRequest {
  const { ConnectionToken, ContentType, Content, ClientToken } = input;
  if (typeof ConnectionToken !== "string" || !headerValue.test(ConnectionToken)) {
    const found = typeof ConnectionToken !== "string" ? typeof ConnectionToken : ConnectionToken && "another string";
    throw new TypeError(
      `ConnectionToken must be a string that a header can hold, got ${found || "an empty string"}: pass the one that CreateParticipantConnection returned`,
    );
  }
  const body = { ContentType, ...(Content != null && { Content }), ClientToken: ClientToken || uuid() };
  body satisfies components["schemas"]["SendEventRequest"];
  return {
    url: baseUrl + path,
    init: {
      method,
      headers: mergeHeaders({ "Content-Type": mediaType, [connectionToken.header]: ConnectionToken }),
      body: defaultBodySerializer(body),
      // Not followed: a redirect would take the ConnectionToken to another host
      redirect: "manual",
    },
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
