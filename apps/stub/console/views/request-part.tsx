import { connectionToken } from "@sendevent/openapi";
import type { JournalEntry } from "../model/api.js";
import { bodyOf } from "../model/curl.js";
import { Json, Pairs } from "./pairs.js";

interface RequestPartProps {
  readonly entry: JournalEntry;
  /** Who the connection belongs to, where that is known. */
  readonly name: string | undefined;
  readonly onConnection: (connection: string) => void;
}

/** What arrived: the target, the headers that matter, the body. */
export function RequestPart({ entry, name, onConnection }: RequestPartProps) {
  const { method, path, headers = {}, connection, userAgent } = entry;
  const body = bodyOf(entry);
  const content = parsed(entry.Content);
  return (
    <section>
      <h3>Request</h3>
      {method !== undefined && (
        <p class="target">
          {method} {path}
        </p>
      )}
      <Pairs>
        {[
          ...(connection === undefined
            ? []
            : [
                [
                  connectionToken.header,
                  <button
                    key="connection"
                    type="button"
                    class="text"
                    title="Show this connection only"
                    onClick={() => onConnection(connection)}
                  >
                    {name !== undefined && `${name}, `}fingerprint {connection}
                  </button>,
                ] as const,
              ]),
          ...Object.entries(headers),
          ...(userAgent === undefined ? [] : [["user-agent", userAgent] as const]),
        ]}
      </Pairs>
      {Object.keys(body).length > 0 && <Json value={body} />}
      {content !== undefined && (
        <>
          <h4>Content, read as JSON</h4>
          <Json value={content} />
        </>
      )}
      {isPartial(entry) && (
        <p class="hint">
          Of a body, the journal keeps the strings ContentType, Content and ClientToken: what else was in it is not
          shown, nor repeated.
        </p>
      )}
    </section>
  );
}

/** Whether the body may have had more than is kept. */
function isPartial({ outcome, warnings }: JournalEntry): boolean {
  const codes = warnings.map(({ code }) => code);
  return ["SerializationException", "ValidationException"].includes(outcome) || codes.includes("unknown-member");
}

function parsed(text: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" ? value : undefined;
  } catch {
    return undefined;
  }
}
