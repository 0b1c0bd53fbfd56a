/** What the bodies of all keepalive requests in flight may weigh together in a browser, in bytes (Fetch, section 4.6). */
const keepaliveLimit = 65_536;

/** The weight of those of all clients in flight, since browsers count by page. */
let inFlight = 0;

/**
 * In a page, sends a body with `keepalive`, so that the event of a page that closes arrives; without it when the body does not fit
 * beside those in flight, since a browser then rejects the request. Others on the page, unseen from here, may use up that room:
 * so a retry goes without. Elsewhere nothing closes a page.
 */
export async function withKeepalive<T>(
  body: string,
  attempts: number,
  send: (init: { keepalive?: true }) => Promise<T>,
): Promise<T> {
  if (!("document" in globalThis) || attempts > 1) return send({});
  const weight = body.replace(/[^\0-\x7f]/gu, "four").length; // what UTF-8 takes at most; jsdom has no TextEncoder
  if (inFlight + weight > keepaliveLimit) return send({});
  inFlight += weight;
  try {
    return await send({ keepalive: true });
  } finally {
    inFlight -= weight;
  }
}
