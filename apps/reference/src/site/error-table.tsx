import type { Reply } from "../contract/reply.js";
import { Inline } from "./prose.js";
import { Status } from "./reply.js";

/** Every refusal at a glance: its status, its names, and whether to retry. */
export function ErrorTable({ errors, anchors }: { errors: readonly Reply[]; anchors: ReadonlyMap<string, string> }) {
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
                {exceptions.map((name) => (
                  <a key={name} href={anchors.get(name) ?? ""}>
                    {name}
                  </a>
                ))}
              </td>
              <td>
                <Inline text={advice.find(({ title }) => title === "Retry")?.text ?? ""} anchors={anchors} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
