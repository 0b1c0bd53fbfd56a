import { useContract } from "./context.js";
import { Inline } from "./prose.js";
import { ExceptionLinks, Status } from "./response.js";

/** Every error response at a glance: its status, its exceptions, and whether to retry. */
export function ErrorTable() {
  const { errors } = useContract().contract;
  return (
    <ul class="error-table">
      {errors.map(({ status, exceptions, advice }) => (
        <li key={exceptions.join()}>
          <Status status={status} />
          <div>
            <ExceptionLinks exceptions={exceptions} />
            <p>
              Retry: <Inline text={advice.find(({ title }) => title === "Retry")?.text ?? ""} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
