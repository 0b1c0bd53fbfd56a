// SendEvent with Express 5, for any token. Start it with `PORT=4020 node server.mjs`.
import { randomUUID } from "node:crypto";
import express from "express";

const contentTypes = ["typing", "connection.acknowledged", "message.delivered", "message.read"].map(
  (name) => `application/vnd.amazonaws.connect.event.${name}`,
);
const lengths = { ContentType: [1, 100], Content: [1, 16384], ClientToken: [0, 500] };
const replays = new Map(); // keep these as long as clients retry, in a store that every replica shares

class Rejection extends Error {
  constructor(status, exception, message) {
    super(message);
    Object.assign(this, { status, exception });
  }
}
const invalid = (message) => new Rejection(400, "ValidationException", message);

/** The first thing that is wrong with an event, as a message that names the member. */
function violation(event) {
  for (const [member, [min, max]] of Object.entries(lengths)) {
    const value = Object.hasOwn(event, member) ? (event[member] ?? undefined) : undefined; // null counts as absent
    if (value === undefined) continue;
    if (typeof value !== "string") return `${member} must be a string`;
    const length = [...value].length; // code points
    if (length < min || length > max) return `${member} must have ${min} to ${max} characters`;
  }
  if (!Object.hasOwn(event, "ContentType") || event.ContentType === null) return "ContentType is required";
  return contentTypes.includes(event.ContentType) ? undefined : `ContentType must be one of ${contentTypes.join(", ")}`;
}

function isJson(request) {
  const [, charset = "utf-8"] = /;\s*charset="?([^";\s]*)/i.exec(request.get("Content-Type") ?? "") ?? [];
  return request.is("application/json") && charset.toLowerCase() === "utf-8";
}

/** One JSON object in UTF-8; no body counts as an empty one. */
function parse(body) {
  if (!Buffer.isBuffer(body) || body.length === 0) return {};
  try {
    const event = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
    if (typeof event === "object" && event !== null && !Array.isArray(event)) return event;
  } catch {}
  throw new Rejection(400, "SerializationException", "The body must be one JSON object, in UTF-8");
}

const app = express().disable("x-powered-by").disable("etag");
app.enable("case sensitive routing").enable("strict routing");

app.use((_request, response, next) => {
  response.set("x-amzn-RequestId", randomUUID());
  response.set("Access-Control-Allow-Origin", "*");
  response.set("Access-Control-Expose-Headers", "x-amzn-RequestId,x-amzn-ErrorType,Retry-After");
  next();
});

const path = /^\/participant\/event$/;
app.options(path, (request, response) => {
  const asked = request.get("Access-Control-Request-Headers");
  if (asked) response.set("Access-Control-Allow-Headers", asked);
  response.set({
    Allow: "POST, OPTIONS",
    "Access-Control-Allow-Methods": "POST,OPTIONS",
    "Access-Control-Max-Age": "600",
  });
  response.status(204).end();
});

app.post(path, express.raw({ type: () => true, limit: 262144, inflate: false }), (request, response) => {
  if (!request.accepts("application/json"))
    throw new Rejection(406, "NotAcceptableException", "Accept application/json");
  if (request.body?.length > 0 && !isJson(request))
    throw new Rejection(415, "UnsupportedMediaTypeException", "The body must be application/json, in UTF-8");
  const event = parse(request.body);
  const tokens = request.headersDistinct["x-amz-bearer"] ?? [];
  const [token = ""] = tokens;
  if (tokens.length > 1) throw invalid("ConnectionToken must be sent once");
  if (token.length > 1000) throw invalid("ConnectionToken must have 1 to 1000 characters");
  if (token === "") throw new Rejection(403, "AccessDeniedException", "Access denied");
  const message = violation(event);
  if (message) throw invalid(message);
  const { ContentType, Content, ClientToken } = event;
  const fresh = { Id: randomUUID(), AbsoluteTime: new Date().toISOString() };
  const key = JSON.stringify([token, ClientToken, ContentType, Content]);
  const sent = (ClientToken && replays.get(key)) || fresh;
  if (ClientToken) replays.set(key, sent);
  response.json(sent);
});

app.all(path, (_request, response) => {
  response.set("Allow", "POST, OPTIONS");
  throw new Rejection(405, "MethodNotAllowedException", "Use POST");
});
app.use(() => {
  throw new Rejection(404, "UnknownOperationException", "SendEvent is POST /participant/event");
});

const parserErrors = {
  "entity.too.large": new Rejection(413, "RequestEntityTooLargeException", "The body must have at most 262144 bytes"),
  "encoding.unsupported": new Rejection(415, "UnsupportedMediaTypeException", "The body must not be encoded"),
};
app.use((error, _request, response, _next) => {
  const failure = new Rejection(500, "InternalServerException", "The service failed");
  const { status, exception, message } = error instanceof Rejection ? error : (parserErrors[error.type] ?? failure);
  response.status(status).set("x-amzn-ErrorType", exception).json({ Message: message });
});

const server = app.listen(Number(process.env.PORT ?? 4020), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
