import { useState } from "preact/hooks";
import { type Api, type Health, reasonOf } from "../model/api.js";

interface ResetProps {
  readonly api: Api;
  readonly health: Health | undefined;
  readonly onReset: () => void;
}

/** Resets the stub, when asked twice. */
export function Reset({ api, health, onReset }: ResetProps) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState("");
  const reset = async () => {
    setAsking(false);
    try {
      await api.request("/state", { method: "DELETE" });
      setProblem("");
      onReset();
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  return (
    <section>
      <h2>State</h2>
      {asking ? (
        <p class="line" role="alert">
          <span>Tokens, faults and journal go.</span>
          <button type="button" class="danger" onClick={reset}>
            Reset
          </button>
          <button type="button" onClick={() => setAsking(false)}>
            Keep
          </button>
        </p>
      ) : (
        <button type="button" onClick={() => setAsking(true)}>
          Reset…
        </button>
      )}
      {problem !== "" && <p role="alert">{problem}</p>}
      {health && (
        <p class="hint">
          Stub {health.version}, access {health.access}, idempotency {health.idempotency}
          {health.strict && ", strict"}
        </p>
      )}
    </section>
  );
}
