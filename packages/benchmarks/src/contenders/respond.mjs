import { randomUUID } from "node:crypto";

/** What a server without a validator says to an event: it looks at one member, so that it has something to reject. */
export function respondTo({ ContentType }) {
  return ContentType === undefined
    ? { status: 400, body: { Message: "ContentType is required" } }
    : { status: 200, body: { Id: randomUUID(), AbsoluteTime: new Date().toISOString() } };
}
