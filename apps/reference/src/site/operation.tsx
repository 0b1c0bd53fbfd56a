import type { Contract } from "../contract/contract.js";
import type { Operation } from "../contract/operation.js";
import { schemaNamed } from "../contract/schema.js";
import { exceptionId, schemaId } from "./anchors.js";
import { Inline, Prose } from "./prose.js";
import { ReplyBody, ReplyDetails, Status } from "./reply.js";
import { Samples } from "./samples.js";
import { Properties } from "./schema.js";

interface OperationProps {
  operation: Operation;
  contract: Contract;
  anchors: ReadonlyMap<string, string>;
}

/** An operation: what it does, what it is given, what it answers, and how that looks in code. */
export function OperationSection({ operation, contract, anchors }: OperationProps) {
  const { id, method, path, resource, groups, summary, description, deprecated, request } = operation;
  return (
    <section id={id} class={request ? "operation with-samples" : "operation"}>
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
        <Prose text={description} anchors={anchors} />
        <Request operation={operation} contract={contract} anchors={anchors} />
        <Answers operation={operation} contract={contract} anchors={anchors} />
      </div>
      {request && <Samples contract={contract} />}
    </section>
  );
}

function Request({ operation: { authenticated, request }, contract, anchors }: OperationProps) {
  const { token, schemas } = contract;
  if (request === undefined) return null;
  return (
    <>
      <h3>Request</h3>
      {authenticated && (
        <>
          <h4>Headers</h4>
          <Properties
            properties={[
              { ...token, name: token.header, required: true, description: `The \`${token.name}\`.` },
              { ...noSchema, name: "Content-Type", required: true, constraints: [`always \`${request.mediaType}\``] },
            ]}
            anchors={anchors}
          />
        </>
      )}
      <h4>
        Body: <a href={`#${schemaId(request.schema)}`}>{request.schema}</a>
      </h4>
      <Prose text={request.description} anchors={anchors} />
      {request.maxBytes !== undefined && <p>At most {request.maxBytes} bytes.</p>}
      <Properties properties={schemaNamed(schemas, request.schema).properties} anchors={anchors} />
    </>
  );
}

const noSchema = {
  type: "string",
  deprecated: false,
  description: "",
  variants: [],
  properties: [],
  examples: [],
};

function Answers({ operation, contract, anchors }: OperationProps) {
  const accepted = operation.replies.filter(({ status }) => status < 400);
  const refused = operation.replies.filter(({ status }) => status >= 400);
  return (
    <>
      <h3>Answers</h3>
      {accepted.map((reply) => (
        <div key={reply.status}>
          <h4>
            <Status status={reply.status} />
          </h4>
          <Prose text={reply.lead} anchors={anchors} />
          <ReplyBody reply={reply} schemas={contract.schemas} anchors={anchors} />
          <ReplyDetails reply={reply} operation={operation} anchors={anchors} />
        </div>
      ))}
      <ul class="refusals" aria-label="Refusals">
        {refused.map(({ status, exceptions }) => (
          <li key={status}>
            <Status status={status} />{" "}
            {exceptions.map((name) => (
              <a key={name} href={`#${exceptionId(name)}`}>
                {name}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
