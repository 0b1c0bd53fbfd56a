import { type Example, requestText } from "../contract/example.js";
import type { Operation } from "../contract/operation.js";
import type { Reply } from "../contract/reply.js";
import { type Schema, schemaNamed } from "../contract/schema.js";
import { exceptionId, schemaId } from "./anchors.js";
import { Code, Json } from "./code.js";
import { Prose } from "./prose.js";
import { Properties } from "./schema.js";

type Anchors = ReadonlyMap<string, string>;

/** A refusal: when it happens, how to mend it, whether to retry, and what it looks like. */
export function ErrorSection({ reply, operation, anchors }: { reply: Reply; operation: Operation; anchors: Anchors }) {
  return (
    <section class="entry error">
      <h3>
        <Status status={reply.status} />{" "}
        {reply.exceptions.map((name) => (
          <a key={name} id={exceptionId(name)} href={`#${exceptionId(name)}`}>
            {name}
          </a>
        ))}
      </h3>
      <Prose text={reply.lead} anchors={anchors} />
      <dl class="advice">
        {reply.advice.map(({ title, text }) => (
          <div key={title} class={`advice-${title.toLowerCase()}`}>
            <dt>{title}</dt>
            <dd>
              <Prose text={text} anchors={anchors} />
            </dd>
          </div>
        ))}
      </dl>
      <p class="body">
        Body:{" "}
        {reply.schemas.map((name, index) => (
          <span key={name}>
            {index > 0 && " or "}
            <a href={`#${schemaId(name)}`}>{name}</a>
          </span>
        ))}
      </p>
      <ReplyDetails reply={reply} operation={operation} anchors={anchors} />
    </section>
  );
}

/** The parts of an answer that readers open when they need them. */
export function ReplyDetails({ reply, operation, anchors }: { reply: Reply; operation: Operation; anchors: Anchors }) {
  return (
    <>
      {reply.examples.map((example) => (
        <ExampleDetails key={example.name} example={example} operation={operation} />
      ))}
      <details>
        <summary>Headers</summary>
        <Properties properties={reply.headers} anchors={anchors} />
      </details>
    </>
  );
}

function ExampleDetails({ example, operation }: { example: Example; operation: Operation }) {
  const { summary, value, request } = example;
  const sent = operation.request?.examples.find((candidate) => candidate.name === example.name);
  return (
    <details>
      <summary>Example: {summary}</summary>
      {(request ?? sent) && <p>Request{sent && sent.summary !== summary && ` (${sent.summary})`}</p>}
      {request && <Code code={requestText(request, operation)} language="json" label={`Request: ${summary}`} />}
      {sent && <Json value={sent.value} label={`Request body: ${summary}`} />}
      <p>Answer</p>
      <Json value={value} label={`Response body: ${summary}`} />
    </details>
  );
}

/** The body that an answer has, member by member. */
export function ReplyBody({ reply, schemas, anchors }: { reply: Reply; schemas: readonly Schema[]; anchors: Anchors }) {
  return (
    <>
      {reply.schemas.map((name) => (
        <div key={name}>
          <p>
            Body: <a href={`#${schemaId(name)}`}>{name}</a>
          </p>
          <Properties properties={schemaNamed(schemas, name).properties} anchors={anchors} />
        </div>
      ))}
    </>
  );
}

/** A status, coloured by what it means. */
export function Status({ status }: { status: number }) {
  return <span class={`status status-${Math.floor(status / 100)}`}>{status}</span>;
}
