import { unescape as decoded } from "node:querystring";
import type { ContractCase } from "./case.js";
import { isObject, type JsonObject, parseJson } from "./json.js";
import { type Piece, writeRequest } from "./request.js";
import { basicCredentials, isSecret, type Secret, secretsOfHeader } from "./secrets.js";
import { type Connection, send } from "./send.js";

/** The ConnectionTokens that stand for the states of a chat, by the names that cases use. `undefined`: none is known. */
export type Tokens = (name: string) => string | undefined;

const usualTokens = ["valid", "participant", "ended", "crowded", "ended_participant", "crowded_participant"];
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

/** What no report may show: the tokens of these cases and all usual tokens, the credentials of the URL, and given headers. */
export function secretsOf(
  { tokens, url, headers = [] }: Pick<Connection, "url" | "headers"> & { tokens: Tokens },
  cases: readonly ContractCase[] = [],
): Secret[] {
  const requests = cases.flatMap(({ request, then = [] }) => [request, ...then.map((step) => step.request)]);
  const named = requests.flatMap((request) => request?.token ?? []);
  const names = new Set([...usualTokens, ...named]);
  const pieces = [...[...names].map((name) => tokenPiece(name, tokens)), basicCredentials(url)];
  return [
    ...pieces.filter((piece) => isSecret(piece)),
    ...headers.flatMap(([, value]) => secretsOfHeader(value)),
    { name: "PASSWORD", value: decoded(url.password) },
    { name: "USERNAME", value: decoded(url.username) },
  ];
}

/**
 * Has the stub of this project issue a token for each state that a case may need. Rejects with an Error that says so when
 * the server at `url` is no such stub, and with a `WireError` when there is no response in time.
 */
export async function stubTokens(url: URL, options: Partial<Omit<Connection, "url">> = {}): Promise<Tokens> {
  const stub = { timeoutMs: 5000, ...options, url };
  const open = await issue(stub, {});
  const ended = await issue(stub, {});
  const crowded = await issue(stub, { participants: 3 });
  const { status } = await control(stub, "DELETE", `${controlPath}/${ended.ConnectionToken}`);
  if (status >= 300)
    throw new Error(`${url.origin} is not the stub of this project: DELETE ${controlPath} gave ${status}`);
  const issued = new Map([
    ["valid", open.ConnectionToken],
    ["participant", open.ParticipantToken],
    ["ended", ended.ConnectionToken],
    ["crowded", crowded.ConnectionToken],
    ["ended_participant", ended.ParticipantToken], // these two are used nowhere, but are secrets all the same
    ["crowded_participant", crowded.ParticipantToken],
  ]);
  return (name) => issued.get(name) ?? (name.startsWith("fault:") ? name.replace("fault:", "stub:") : undefined);
}

async function issue(stub: Connection, connection: JsonObject) {
  const { status, body } = await control(stub, "POST", controlPath, connection);
  const issued = status === 201 ? parseJson(body) : undefined;
  const { ConnectionToken, ParticipantToken } = isObject(issued) ? issued : {};
  if (typeof ConnectionToken !== "string" || typeof ParticipantToken !== "string") {
    throw new Error(`${stub.url.origin} is not the stub of this project: POST ${controlPath} gave ${status}`);
  }
  return { ConnectionToken, ParticipantToken };
}

function control(stub: Connection, method: string, path: string, body?: JsonObject) {
  return send(writeRequest({ method, path, ...(body && { body }) }, stub), stub);
}
