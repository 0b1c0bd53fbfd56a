import { useContract } from "./context.js";
import { Inline } from "./prose.js";
import { ExceptionLinks, Status } from "./response.js";

/** Every error response at a glance: its status, its exceptions, and whether to retry. */
export function ErrorTable() {
  const { errors } = useContract().contract;
  return (
    <div class="table">
      <table>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Exception</th>
            <th scope="col">Retry</th>
          </tr>
        </thead>
        <tbody>
          {errors.map(({ status, exceptions, advice }) => (
            <tr key={exceptions.join()}>
              <td>
                <Status status={status} />
              </td>
              <td>
                <ExceptionLinks exceptions={exceptions} />
              </td>
              <td>
                <Inline text={advice.find(({ title }) => title === "Retry")?.text ?? ""} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
