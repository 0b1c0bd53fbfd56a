import { contentTypes, exceptions, protocolExceptions } from "@sendevent/openapi";
import { useState } from "preact/hooks";
import { type Api, reasonOf } from "../model/api.js";

const delay = "delay";
const connectionFaults = ["reset", "hang", "truncated", "malformed", "html502"];
const groups: readonly (readonly [string, readonly string[]])[] = [
  ["Exception", Object.keys(exceptions)],
  ["Connection", connectionFaults],
  ["Time", [delay]],
  ["Exception of HTTP and JSON", Object.keys(protocolExceptions)],
];
/** What can happen to a delivery, in the words of the form. */
const deliveries = new Map([
  ["drop a delivery", "drop"],
  ["delay a delivery", "delay"],
  ["duplicate a delivery", "duplicate"],
  ["close a socket", "close"],
]);

interface Chosen {
  readonly what: string;
  readonly contentType: string;
  readonly times: string;
}

interface FaultFormProps {
  readonly api: Api;
  readonly hasChats: boolean;
  readonly onStaged: () => void;
}

/** Stages a fault: the usual ones by choosing, and every other as JSON. */
export function FaultForm({ api, hasChats, onStaged }: FaultFormProps) {
  const [chosen, setChosen] = useState<Chosen>({ what: "ThrottlingException", contentType: "", times: "1" });
  const [written, setWritten] = useState<string>();
  const [problem, setProblem] = useState("");
  const json = written ?? JSON.stringify(faultOf(chosen), null, 2);
  const choose = (changed: Partial<Chosen>) => {
    setChosen({ ...chosen, ...changed });
    setWritten(undefined);
  };
  const stage = async (event: SubmitEvent) => {
    event.preventDefault();
    try {
      await api.request("/faults", { method: "POST", body: JSON.parse(json) });
      setProblem("");
      onStaged();
    } catch (error) {
      setProblem(error instanceof SyntaxError ? "The fault is not JSON" : reasonOf(error));
    }
  };
  return (
    <form class="fault" onSubmit={stage}>
      <label>
        Fault
        <select value={chosen.what} onChange={({ currentTarget }) => choose({ what: currentTarget.value })}>
          {[...groups, ...(hasChats ? [["Chat", [...deliveries.keys()]] as const] : [])].map(([title, names]) => (
            <optgroup key={title} label={title}>
              {names.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <div class="line">
        <label>
          On
          <select
            value={chosen.contentType}
            onChange={({ currentTarget }) => choose({ contentType: currentTarget.value })}
          >
            <option value="">every event</option>
            {Object.entries(contentTypes).map(([name, type]) => (
              <option key={type} value={type}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Times
          <input
            type="number"
            min={1}
            placeholder="all"
            value={chosen.times}
            onInput={({ currentTarget }) => choose({ times: currentTarget.value })}
          />
        </label>
        <button type="submit">Stage</button>
      </div>
      <details>
        <summary>As JSON</summary>
        <textarea
          aria-label="The fault as JSON"
          rows={6}
          spellcheck={false}
          value={json}
          onInput={({ currentTarget }) => setWritten(currentTarget.value)}
        />
        <a href="../docs/control.html#schema-FaultRequest">What a fault can have</a>
      </details>
      {problem !== "" && <p role="alert">{problem}</p>}
    </form>
  );
}

function faultOf({ what, contentType, times }: Chosen): object {
  return {
    ...effectOf(what),
    ...(contentType !== "" && { contentType }),
    ...(times !== "" && { times: Number(times) }),
  };
}

function effectOf(what: string): object {
  if (what === delay) return { delayMs: 1_000 };
  if (deliveries.has(what)) return { delivery: deliveries.get(what) };
  return connectionFaults.includes(what) ? { connection: what } : { exception: what };
}
