import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { typing } from "./send-event.js";

/** A head of a request, line by line. */
export const head = (...lines: string[]) => `${lines.join("\r\n")}\r\n\r\n`;

/** The text of a valid event. */
export function event(token = "t", connection = "keep-alive"): string {
  const body = JSON.stringify({ ContentType: typing });
  return (
    head(
      "POST /participant/event HTTP/1.1",
      "Host: x",
      `X-Amz-Bearer: ${token}`,
      "Content-Type: application/json",
      `Content-Length: ${body.length}`,
      `Connection: ${connection}`,
    ) + body
  );
}

/** Opens a connection. A reset is for the test to notice by what is missing. */
export function open(port: number, options: { allowHalfOpen?: boolean } = {}): Socket {
  return connect({ port, host: "127.0.0.1", ...options }).on("error", () => {});
}

/** Sends bytes as they are, and gives back what comes until the server closes. */
export function raw({ port }: { port: number }, bytes: string): Promise<string> {
  const socket = open(port);
  socket.write(bytes);
  return text(socket);
}

/** The status of each received in a text. */
export function statuses(received: string): string[] {
  return [...received.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status = ""]) => status);
}
