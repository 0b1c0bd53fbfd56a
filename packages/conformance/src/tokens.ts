import { unescape as decoded } from "node:querystring";
import type { ContractCase } from "./case.js";
import { isObject, type JsonObject, parseJson } from "./json.js";
import { type Piece, writeRequest } from "./request.js";
import type { Target } from "./run-server-case.js";
import { isSecret, type Secret } from "./secrets.js";
import { exchange } from "./wire.js";

/** The ConnectionTokens that stand for the states of a chat, by the names that cases use. `undefined`: none is known. */
export type Tokens = (name: string) => string | undefined;

const controlPath = "/_stub/connections";

/** The tokens of any server: those that its owner hands over. */
export function givenTokens(token: string, participantToken?: string): Tokens {
  return (name) => (name === "valid" ? token : name === "participant" ? participantToken : undefined);
}

/** A token as a request carries it, by the name that a case uses. What tells the stub how to fail is no secret. */
export function tokenPiece(name: string, tokens: Tokens): Piece | undefined {
  const value = tokens(name);
  if (value === undefined || value.startsWith("stub:")) return value;
  return { name: name === "valid" ? "TOKEN" : `${name.toUpperCase()}_TOKEN`, value };
}

/** What no report may show: the tokens of these cases and all usual tokens, and the credentials of a URL. */
export function secretsOf(tokens: Tokens, url: URL, cases: readonly ContractCase[] = []): Secret[] {
  const requests = cases.flatMap(({ request, then = [] }) => [request, ...then.map((step) => step.request)]);
  const named = requests.flatMap((request) => request?.token ?? []);
  const names = new Set(["valid", "participant", "ended", "crowded", ...named]);
  const pieces = [...[...names].map((name) => tokenPiece(name, tokens)), basicCredentials(url)];
  return [
    ...pieces.filter((piece) => isSecret(piece)),
    { name: "PASSWORD", value: decoded(url.password) },
    { name: "USERNAME", value: decoded(url.username) },
  ];
}

/** The user and the password of a URL, as the header Authorization has them. `undefined`: there are none. */
export function basicCredentials({ username, password }: URL): Secret | undefined {
  if (username === "" && password === "") return undefined;
  const value = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64");
  return { name: "CREDENTIALS", value };
}

/**
 * Has the stub of this project issue a token for each state that a case may need. Rejects with an Error that says so when
 * the server at `url` is no such stub, and with a `WireError` when there is no response in time.
 */
export async function stubTokens(url: URL, timeoutMs = 5000): Promise<Tokens> {
  const control = { url, timeoutMs };
  const open = await issue(control, {});
  const ended = await issue(control, {});
  const crowded = await issue(control, { participants: 3 });
  const { status } = await send(control, "DELETE", `${controlPath}/${ended.ConnectionToken}`);
  if (status >= 300)
    throw new Error(`${url.origin} is not the stub of this project: DELETE ${controlPath} gave ${status}`);
  const issued = new Map([
    ["valid", open.ConnectionToken],
    ["participant", open.ParticipantToken],
    ["ended", ended.ConnectionToken],
    ["crowded", crowded.ConnectionToken],
  ]);
  return (name) => issued.get(name) ?? (name.startsWith("fault:") ? name.replace("fault:", "stub:") : undefined);
}

type Control = Pick<Target, "url" | "timeoutMs">;

async function issue(control: Control, connection: JsonObject) {
  const { status, body } = await send(control, "POST", controlPath, connection);
  const issued = status === 201 ? parseJson(body) : undefined;
  const { ConnectionToken, ParticipantToken } = isObject(issued) ? issued : {};
  if (typeof ConnectionToken !== "string" || typeof ParticipantToken !== "string") {
    throw new Error(`${control.url.origin} is not the stub of this project: POST ${controlPath} gave ${status}`);
  }
  return { ConnectionToken, ParticipantToken };
}

function send({ url, timeoutMs }: Control, method: string, path: string, body?: JsonObject) {
  const request = writeRequest({ method, path, ...(body && { body }) }, url, { basic: basicCredentials(url) });
  return exchange(url, method, request.bytes, { timeoutMs });
}
