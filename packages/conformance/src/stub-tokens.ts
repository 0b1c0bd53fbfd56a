import { isObject } from "./json.js";

/** The ConnectionTokens that stand for the states of a chat, by the names that cases use. */
export type Tokens = (name: string) => string | undefined;

const controlPath = "/_stub/connections";

/**
 * Has the stub of this project issue a token for each state that a case may need. Rejects with an Error that says so when
 * the server at `url` is no such stub.
 */
export async function stubTokens(url: URL): Promise<Tokens> {
  const open = await issue(url, {});
  const ended = await issue(url, {});
  const crowded = await issue(url, { participants: 3 });
  const removal = await fetch(new URL(`${controlPath}/${ended.ConnectionToken}`, url), { method: "DELETE" });
  if (!removal.ok) throw new Error(`DELETE ${controlPath} gave ${removal.status}`);
  const issued = new Map([
    ["valid", open.ConnectionToken],
    ["participant", open.ParticipantToken],
    ["ended", ended.ConnectionToken],
    ["crowded", crowded.ConnectionToken],
  ]);
  return (name) => issued.get(name) ?? (name.startsWith("fault:") ? name.replace("fault:", "stub:") : undefined);
}

/** The tokens of any other server: those that its owner hands over. */
export function givenTokens(token: string, participantToken: string | undefined): Tokens {
  return (name) => (name === "valid" ? token : name === "participant" ? participantToken : undefined);
}

async function issue(url: URL, connection: object): Promise<{ ConnectionToken: string; ParticipantToken: string }> {
  const response = await fetch(new URL(controlPath, url), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(connection),
  });
  const issued: unknown = response.status === 201 ? await response.json() : undefined;
  const { ConnectionToken, ParticipantToken } = isObject(issued) ? issued : {};
  if (typeof ConnectionToken !== "string" || typeof ParticipantToken !== "string") {
    throw new Error(`${url.origin} is not the stub of this project: POST ${controlPath} gave ${response.status}`);
  }
  return { ConnectionToken, ParticipantToken };
}
