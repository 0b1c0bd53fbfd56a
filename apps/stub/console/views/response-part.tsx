import type { JournalEntry } from "../model/api.js";
import { responseOf } from "../model/response.js";
import { Json, Pairs } from "./pairs.js";

/** What the caller sees of a connection fault, as the control API's document says it. */
const broken: ReadonlyMap<string, string> = new Map([
  ["reset", "None: the connection was reset."],
  ["hang", "None: no response was ever sent."],
  ["truncated", "Half of a valid response, and then the connection closed."],
  ["malformed", "Status 200, with a body that is not JSON."],
  ["html502", "A proxy's HTML page, with status 502."],
  ["outside-contract", "A status of a fault's choice."],
]);

/** What the caller got. */
export function ResponsePart({ entry }: { entry: JournalEntry }) {
  const { status, headers, body } = responseOf(entry);
  return (
    <section>
      <h3>Response</h3>
      <p class="target">{status ?? broken.get(entry.outcome) ?? entry.outcome}</p>
      <Pairs>{Object.entries(headers)}</Pairs>
      {body && <Json value={body} />}
    </section>
  );
}
