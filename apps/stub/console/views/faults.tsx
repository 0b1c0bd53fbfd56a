import { useState } from "preact/hooks";
import { type Api, type Fault, reasonOf } from "../model/api.js";
import { describeFault } from "../model/words.js";
import { FaultForm } from "./fault-form.js";

interface FaultsProps {
  readonly api: Api;
  readonly faults: readonly Fault[] | undefined;
  /** Whether there are deliveries that can fail. */
  readonly hasChats: boolean;
  readonly onChange: () => void;
}

/** The staged faults, and a form that stages one. */
export function Faults({ api, faults = [], hasChats, onChange }: FaultsProps) {
  const [problem, setProblem] = useState("");
  const remove = async (id: string) => {
    try {
      await api.request(`/faults/${encodeURIComponent(id)}`, { method: "DELETE" });
      setProblem("");
    } catch (error) {
      setProblem(reasonOf(error));
    }
    onChange();
  };
  return (
    <section>
      <h2>
        Faults <span class="count">{faults.length}</span>
      </h2>
      <ul class="faults">
        {faults.map((fault) => (
          <li key={fault.id}>
            <span>
              {describeFault(fault)} <small>{fault.hits === 1 ? "1 hit" : `${fault.hits} hits`}</small>
            </span>
            <button
              type="button"
              class="small"
              aria-label={`Remove ${describeFault(fault)}`}
              onClick={() => remove(fault.id)}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      {problem !== "" && <p role="alert">{problem}</p>}
      <FaultForm api={api} hasChats={hasChats} onStaged={onChange} />
    </section>
  );
}
