import { mediaType } from "@sendevent/openapi";
import type { Response } from "express";

const type = `${mediaType}; charset=utf-8`;

/** Sends a response of this status whose body is JSON. Express's own `json` looks for settings that the stub does not have. */
export function sendJson(response: Response, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(text) }).end(text);
}
