import type { ContractCase } from "./case.js";
import { isObject, type JsonObject } from "./json.js";
import type { Tokens } from "./tokens.js";

/** What is known of the server under test. */
export interface Server {
  readonly tokens: Tokens;
  /** It accepts any well-formed ConnectionToken, as a stub does. */
  readonly acceptsAnyToken: boolean;
  /** It is the vendor's own service, where others work. */
  readonly isService: boolean;
  /** It is spoken to over HTTP/2. */
  readonly http2: boolean;
}

/** Why a case can't be run against a server. `undefined`: it can. */
export function reasonToSkip(
  { request, then = [], needs, destructive, source }: ContractCase,
  server: Server,
): string | undefined {
  const requests = [request, ...then.map((step) => step.request)];
  if (server.http2 && requests.some((one) => one?.raw !== undefined))
    return "its bytes (chunks, malformed HTTP, a connection that breaks) can't be said in HTTP/2";
  if (server.isService && destructive === true) return "destructive: not sent to a service that others use";
  if (server.isService && source.startsWith("decision"))
    return `${source} of this project: the service may have decided otherwise`;
  if (needs === "any-token" && !server.acceptsAnyToken)
    return "needs a server that accepts any well-formed ConnectionToken";
  const names = requests.map((one) => one?.token ?? "valid");
  const unknown = names.find((name) => name !== "absent" && server.tokens(name) === undefined);
  return unknown === undefined ? undefined : missingToken(unknown);
}

function missingToken(name: string): string {
  if (name === "participant") return "needs a ParticipantToken: pass --participant-token";
  if (name === "ended") return "needs the token of a chat that has ended: can't be brought about from outside";
  if (name === "crowded") return "needs the token of a chat among three: can't be brought about from outside";
  const [, exception] = name.split(":");
  return `needs a server that can be told to fail with ${exception}: can't be brought about from outside`;
}

/** Whether a URL is the vendor's service, by the document's own list of servers. */
export function isService(url: URL, document: JsonObject): boolean {
  const { servers } = document;
  return (Array.isArray(servers) ? servers.filter(isObject) : []).some(({ url: template }) => {
    const [prefix, suffix] = String(template).replace("https://", "").split("{region}");
    return suffix !== undefined && url.hostname.startsWith(String(prefix).replace(/\.$/, ""));
  });
}
