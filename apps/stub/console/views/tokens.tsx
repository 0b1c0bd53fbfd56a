import { useState } from "preact/hooks";
import { type Api, type Connection, reasonOf } from "../model/api.js";
import { shortly } from "../model/words.js";
import { Copy } from "./copy.js";

interface TokensProps {
  readonly api: Api;
  readonly issued: readonly Connection[];
  readonly onIssued: (issued: readonly Connection[]) => void;
  readonly onConnection: (connection: string) => void;
}

/** Issues tokens, and shows those that were issued here: no others are known to this page. */
export function Tokens({ api, issued, onIssued, onConnection }: TokensProps) {
  const [problem, setProblem] = useState("");
  const issue = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const body = { participants: Number(form.get("participants")), ttlSeconds: Number(form.get("ttlSeconds")) };
    try {
      const response = await api.request("/connections", { method: "POST", body });
      const connection: Connection = await response.json();
      onIssued([connection, ...issued]);
      setProblem("");
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  const end = async ({ ConnectionToken }: Connection) => {
    try {
      await api.request(`/connections/${encodeURIComponent(ConnectionToken)}`, { method: "DELETE" });
      onIssued(issued.filter((other) => other.ConnectionToken !== ConnectionToken));
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  return (
    <section>
      <h2>Tokens</h2>
      <form class="line" onSubmit={issue}>
        <label>
          Participants
          <input name="participants" type="number" min={1} max={100} defaultValue="2" required />
        </label>
        <label>
          Valid for
          <select name="ttlSeconds">
            <option value="86400">1 day</option>
            <option value="60">1 minute</option>
            <option value="0">expired</option>
          </select>
        </label>
        <button type="submit">Issue</button>
      </form>
      {problem !== "" && <p role="alert">{problem}</p>}
      <ul class="tokens">
        {issued.map((connection) => (
          <li key={connection.ConnectionToken}>
            <TokenLine name="ConnectionToken" token={connection.ConnectionToken} />
            <TokenLine name="ParticipantToken" token={connection.ParticipantToken} />
            <p class="actions">
              <button
                type="button"
                class="text"
                title="Show this connection only"
                onClick={() => onConnection(connection.connectionFingerprint)}
              >
                {shortly(connection.connectionFingerprint)}
              </button>
              <button type="button" class="small" onClick={() => end(connection)}>
                End chat
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function TokenLine({ name, token }: { name: string; token: string }) {
  return (
    <p class="token">
      <span>{name}</span>
      <code title={token}>{token}</code>
      <Copy text={token} what={`the ${name}`} />
    </p>
  );
}
