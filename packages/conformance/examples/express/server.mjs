// SendEvent with Express 5, for any token. Start it with `PORT=4020 node server.mjs`.
import { randomUUID } from "node:crypto";
import express from "express";

const events = ["typing", "connection.acknowledged", "message.delivered", "message.read"];
const contentTypes = events.map((name) => `application/vnd.amazonaws.connect.event.${name}`);
const lengths = { ContentType: [1, 100], Content: [1, 16384], ClientToken: [0, 500] };
const replays = new Map(); // keep these as long as clients retry, in a store that every replica shares

const errors = {
  400: ["SerializationException", "The body must be one JSON object, in UTF-8"],
  403: ["AccessDeniedException", "Access denied"],
  404: ["UnknownOperationException", "SendEvent is POST /participant/event"],
  405: ["MethodNotAllowedException", "Use POST"],
  406: ["NotAcceptableException", "Accept application/json"],
  413: ["RequestEntityTooLargeException", "The body must have at most 262144 bytes"],
  415: ["UnsupportedMediaTypeException", "The body must be application/json, in UTF-8, not compressed"],
  500: ["InternalServerException", "The service failed"],
};
function fail(response, status, [exception, Message] = errors[status]) {
  response.status(status).set("x-amzn-ErrorType", exception).json({ Message });
}

/** What is wrong with the token or the event, as a message that names the member. */
function violation(tokens, event) {
  if (tokens.length > 1) return "ConnectionToken must be sent once";
  if (tokens[0]?.length > 1000) return "ConnectionToken must have 1 to 1000 characters";
  if (!tokens[0]) return undefined; // denied, whatever the event is
  for (const [member, [min, max]] of Object.entries(lengths)) {
    const value = event[member] ?? undefined; // null counts as absent
    if (value === undefined && member !== "ContentType") continue;
    if (typeof value !== "string") return `${member} must be a string`;
    const length = [...value].length; // code points
    if (length < min || length > max) return `${member} must have ${min} to ${max} characters`;
  }
  return contentTypes.includes(event.ContentType) ? undefined : `ContentType must be one of ${contentTypes.join(", ")}`;
}

const app = express().disable("x-powered-by").disable("etag");
app.enable("case sensitive routing").enable("strict routing");
app.use((_request, response, next) => {
  response.set("x-amzn-RequestId", randomUUID());
  response.set("Access-Control-Allow-Origin", "*");
  response.set("Access-Control-Expose-Headers", "x-amzn-RequestId,x-amzn-ErrorType,Retry-After");
  next();
});

const path = "/participant/event";
app.options(path, (request, response) => {
  const asked = request.get("Access-Control-Request-Headers");
  if (asked) response.set("Access-Control-Allow-Headers", asked);
  response.set({ "Access-Control-Allow-Methods": "POST,OPTIONS", "Access-Control-Max-Age": "600" });
  response.set("Allow", "POST, OPTIONS").status(204).end();
});

function checkMediaTypes(request, response, next) {
  const [, charset = "utf-8"] = /;\s*charset="?([^";\s]*)/i.exec(request.get("Content-Type")) ?? [];
  const isJson = request.is("application/json") && charset.toLowerCase() === "utf-8";
  const hasBody = request.get("Transfer-Encoding") || Number(request.get("Content-Length")) > 0;
  if (!request.accepts("application/json")) return fail(response, 406);
  return hasBody && !isJson ? fail(response, 415) : next();
}
const parser = express.json({ limit: 262144, inflate: false, strict: false });

app.post(path, checkMediaTypes, parser, (request, response) => {
  const { body: event = {} } = request;
  const tokens = request.headersDistinct["x-amz-bearer"] ?? [];
  if (typeof event !== "object" || event === null || Array.isArray(event)) return fail(response, 400);
  const message = violation(tokens, event);
  if (message) return fail(response, 400, ["ValidationException", message]);
  if (!tokens[0]) return fail(response, 403); // and so for every token that your service did not issue
  const { ContentType, Content, ClientToken } = event;
  const key = JSON.stringify([tokens[0], ClientToken, ContentType, Content]);
  const sent = replays.get(key) ?? { Id: randomUUID(), AbsoluteTime: new Date().toISOString() };
  if (ClientToken) replays.set(key, sent);
  response.json(sent);
});

app.all(path, (_request, response) => fail(response.set("Allow", "POST, OPTIONS"), 405));
app.use((_request, response) => fail(response, 404));
app.use((error, _request, response, _next) => fail(response, error.status in errors ? error.status : 500));

const server = app.listen(Number(process.env.PORT ?? 4020), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
