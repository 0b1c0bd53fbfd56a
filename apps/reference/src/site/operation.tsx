import type { Operation, RequestBody } from "../contract/operation.js";
import { schemaNamed } from "../contract/schema.js";
import { schemaId } from "./anchors.js";
import { useContract } from "./context.js";
import { Inline, Prose } from "./prose.js";
import { ExceptionLinks, ResponseBody, ResponseDetails, Status } from "./response.js";
import { Samples } from "./samples.js";
import { Properties, Required } from "./schema.js";

/** An operation: what it does, what it takes, its responses, and how that looks in code. */
export function OperationSection({ operation, samples }: { operation: Operation; samples: boolean }) {
  const { id, method, path, resource, groups, summary, description, deprecated, request } = operation;
  return (
    <section id={id} class={samples && request ? "operation with-samples" : "operation"}>
      <div class="operation-text">
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
        <Request operation={operation} />
        <Responses operation={operation} />
      </div>
      {samples && request && <Samples />}
    </section>
  );
}

function Authentication({ operation: { authenticated } }: { operation: Operation }) {
  const { name } = useContract().contract.token;
  return <p>Authentication: {authenticated ? <a href={`#${name}`}>{name}</a> : "none"}.</p>;
}

function Request({ operation: { parameters, request } }: { operation: Operation }) {
  if (parameters.length === 0) return null; // a body brings its Content-Type
  return (
    <>
      <h3>Request</h3>
      <h4>Parameters</h4>
      <Properties properties={parameters} />
      {request && <Body request={request} />}
    </>
  );
}

function Body({ request }: { request: RequestBody }) {
  const { schemas } = useContract().contract;
  return (
    <>
      <h4>
        Body: <a href={`#${schemaId(request.schema)}`}>{request.schema}</a> <Required required={request.required} />
      </h4>
      <Prose text={request.description} />
      {request.maxBytes !== undefined && <p>At most {request.maxBytes} bytes.</p>}
      <Properties properties={schemaNamed(schemas, request.schema).properties} />
    </>
  );
}

function Responses({ operation }: { operation: Operation }) {
  const accepted = operation.responses.filter(({ status }) => status < 400);
  const errors = operation.responses.filter(({ status }) => status >= 400);
  return (
    <>
      <h3>Responses</h3>
      {accepted.map((response) => (
        <div key={response.status}>
          <h4>
            <Status status={response.status} />
          </h4>
          <Prose text={response.lead} />
          <ResponseBody response={response} />
          <ResponseDetails response={response} operation={operation} />
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
