import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Connection, JournalEntry } from "../model/api.js";
import { curlOf, tokenVariable } from "../model/curl.js";
import { ruleOfWarning, rulesOf } from "../model/rule.js";
import { timeOf } from "../model/words.js";
import { Copy } from "./copy.js";
import { RequestPart } from "./request-part.js";
import { Outcome } from "./request-row.js";
import { ResponsePart } from "./response-part.js";

/** The stub, or the namespace, as a client's endpoint. */
const endpoint = new URL("..", location.href).href.replace(/\/$/, "");

interface DetailProps {
  readonly entry: JournalEntry;
  readonly issued: readonly Connection[];
  readonly names: ReadonlyMap<string, string>;
  readonly onConnection: (connection: string) => void;
  readonly onClose: () => void;
}

/** One request, and everything that the journal has of it. */
export function Detail({ entry, issued, names, onConnection, onClose }: DetailProps) {
  const panel = useRef<HTMLElement>(null);
  const { sequence, receivedAt, durationMs, connection } = entry;
  // On a phone it covers the timeline: whoever opened it goes on in here.
  useEffect(() => {
    if (matchMedia("(width < 56rem)").matches) panel.current?.focus();
  }, []);
  const token = issued.find(({ connectionFingerprint }) => connectionFingerprint === connection)?.ConnectionToken;
  return (
    <aside ref={panel} class="detail" aria-label={`Request ${sequence}`} tabIndex={-1}>
      <header>
        <Outcome entry={entry} />
        <button type="button" class="small" onClick={onClose} title="Esc">
          Close
        </button>
        <p>
          #{sequence}, {timeOf(receivedAt)}, {durationMs} ms
        </p>
      </header>
      <Reason entry={entry} />
      <RequestPart entry={entry} name={names.get(connection ?? "")} onConnection={onConnection} />
      <ResponsePart entry={entry} />
      <Curl entry={entry} token={token} />
    </aside>
  );
}

function Reason({ entry }: { entry: JournalEntry }) {
  const rules = rulesOf(entry);
  return (
    <>
      {entry.reason !== undefined && (
        <div class="reason">
          <p>{breakable(entry.reason)}</p>
          {rules.length > 0 && (
            <p class="rules">
              {rules.map(({ name, href }) => (
                <a key={href} href={href}>
                  {name} in the reference
                </a>
              ))}
            </p>
          )}
        </div>
      )}
      {entry.warnings.map(({ code, message }) => {
        const rule = ruleOfWarning(code);
        return (
          <div key={code} class="reason warned">
            <p>
              <strong>{code}</strong>: {message}
            </p>
            {rule && (
              <p class="rules">
                <a href={rule.href}>{rule.name} in the reference</a>
              </p>
            )}
          </div>
        );
      })}
    </>
  );
}

/** A text with names such as content types, which may break after their dots and slashes. */
function breakable(text: string): ComponentChildren[] {
  return text.split(/(?<=\w[./])(?=\w)/).flatMap((part) => [part, <wbr key={part} />]);
}

function Curl({ entry, token }: { entry: JournalEntry; token: string | undefined }) {
  const curl = curlOf(entry, endpoint, token);
  return (
    <section>
      <h3>
        Repeat it <Copy text={curl} what="the curl" />
      </h3>
      <pre class="curl">{curl}</pre>
      {entry.connection !== undefined && token === undefined && (
        <p class="hint">Set {tokenVariable} first: the journal has the token's fingerprint, not the token.</p>
      )}
      {entry.ClientToken !== undefined && <p class="hint">With the same ClientToken, an accepted event is replayed.</p>}
    </section>
  );
}
