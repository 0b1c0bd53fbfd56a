import type { Operation, RequestBody } from "../contract/operation.js";
import { schemaNamed } from "../contract/schema.js";
import { exchange } from "../samples/exchange.js";
import { memberId, schemaId } from "./anchors.js";
import { Code, Json } from "./code.js";
import { useContract } from "./context.js";
import { Inline, Prose } from "./prose.js";
import { ExceptionLinks, Headers, ResponseBody, Status } from "./response.js";
import { Samples } from "./samples.js";
import { Properties, Required } from "./schema.js";
import { Section } from "./section.js";

/** An operation: what it does, how that looks in code, what it takes, its responses. */
export function OperationSection({ operation, samples = false }: { operation: Operation; samples?: boolean }) {
  const { id, method, path, resource, groups, summary, description, deprecated, request } = operation;
  return (
    <Section
      id={id}
      class="operation"
      pane={samples && request ? <Samples /> : <Calls operation={operation} />}
      more={
        <>
          <Request operation={operation} />
          <Responses operation={operation} />
        </>
      }
    >
      <h2>
        <a href={`#${id}`}>{summary}</a> {deprecated && <span class="mark deprecated">deprecated</span>}
      </h2>
      <p class="target">
        <span class={`method method-${method.toLowerCase()}`}>{method}</span> <code>{path}</code>
        <small>{id}</small>
      </p>
      <p class="resource">
        <Inline text={resource} />
        {groups.map((group) => (
          <span key={group.name}>
            {" "}
            Part of {group.name}: <Inline text={group.description} />
          </span>
        ))}
      </p>
      <Prose text={description} />
      <Authentication operation={operation} />
    </Section>
  );
}

/** The operation as a command with each of its examples, and its first response. */
function Calls({ operation }: { operation: Operation }) {
  const { contract } = useContract();
  const [first, ...others] = operation.request?.examples ?? [];
  const response = operation.responses.find(({ status }) => status < 400);
  return (
    <>
      <Code code={exchange(operation, contract)} language="bash" label={first?.summary || "curl"} />
      {response?.sample !== undefined && <Json value={response.sample} label={`Response ${response.status}`} />}
      {others.map(({ name, summary, value }) => (
        <details key={name}>
          <summary>{summary}</summary>
          <Code code={exchange(operation, contract, value)} language="bash" label="curl" />
        </details>
      ))}
    </>
  );
}

function Authentication({ operation: { credentials } }: { operation: Operation }) {
  return (
    <p>
      Authentication:{" "}
      {credentials.length === 0
        ? "none"
        : credentials.map((name) => (
            <a key={name} href={`#${name}`}>
              {name}
            </a>
          ))}
      .
    </p>
  );
}

function Request({ operation: { id, parameters, request } }: { operation: Operation }) {
  if (parameters.length === 0) return null; // a body brings its Content-Type
  return (
    <>
      <h3>Request</h3>
      <h4>Parameters</h4>
      <Properties within={id} properties={parameters} />
      {request && <Body id={id} request={request} />}
    </>
  );
}

function Body({ id, request }: { id: string; request: RequestBody }) {
  const { schemas } = useContract().contract;
  return (
    <>
      <h4>
        Body: <a href={`#${schemaId(request.schema)}`}>{request.schema}</a> <Required required={request.required} />
      </h4>
      <Prose text={request.description} />
      {request.maxBytes !== undefined && <p>At most {request.maxBytes} bytes.</p>}
      <Properties within={id} properties={schemaNamed(schemas, request.schema).properties} />
    </>
  );
}

function Responses({ operation: { id, responses } }: { operation: Operation }) {
  const accepted = responses.filter(({ status }) => status < 400);
  const errors = responses.filter(({ status }) => status >= 400);
  return (
    <>
      <h3>Responses</h3>
      {accepted.map((response) => (
        <div key={response.status}>
          <h4>
            <Status status={response.status} />
          </h4>
          <Prose text={response.lead} />
          <ResponseBody within={memberId(id, String(response.status))} response={response} />
          <Headers within={memberId(id, String(response.status))} response={response} />
        </div>
      ))}
      {errors.length > 0 && (
        <ul class="error-responses" aria-label="Error responses">
          {errors.map(({ status, exceptions }) => (
            <li key={status}>
              <Status status={status} /> <ExceptionLinks exceptions={exceptions} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
