import { type Example, requestText } from "../contract/example.js";
import type { Operation } from "../contract/operation.js";
import type { Response } from "../contract/response.js";
import { schemaNamed } from "../contract/schema.js";
import { eventOperation } from "../samples/call.js";
import { exceptionId, referencePage, schemaId } from "./anchors.js";
import { Code, Json } from "./code.js";
import { useContract } from "./context.js";
import { breakable } from "./page.js";
import { Prose } from "./prose.js";
import { Properties } from "./schema.js";

/** An error response: when it happens, how to fix the request, whether to retry, and what it looks like. */
export function ErrorSection({ response }: { response: Response }) {
  const { status, exceptions, lead, advice, schemas } = response;
  return (
    <section class="entry error">
      <h3>
        <Status status={status} />{" "}
        {exceptions.map((name) => (
          <a key={name} id={exceptionId(name)} href={`#${exceptionId(name)}`}>
            {name}
          </a>
        ))}
      </h3>
      <Prose text={lead} />
      <dl class="advice">
        {advice.map(({ title, text }) => (
          <div key={title} class={`advice-${title.toLowerCase()}`}>
            <dt>{title}</dt>
            <dd>
              <Prose text={text} />
            </dd>
          </div>
        ))}
      </dl>
      <p class="body">
        Body:{" "}
        {schemas.map((name, index) => (
          <span key={name}>
            {index > 0 && " or "}
            <a href={`#${schemaId(name)}`}>{name}</a>
          </span>
        ))}
      </p>
      <ResponseDetails response={response} operation={eventOperation(useContract().contract)} />
    </section>
  );
}

/** The parts of a response that readers open when they need them. */
export function ResponseDetails({ response, operation }: { response: Response; operation: Operation }) {
  return (
    <>
      {response.examples.map((example) => (
        <ExampleDetails key={example.name} example={example} operation={operation} />
      ))}
      {response.headers.length > 0 && (
        <details>
          <summary>Headers</summary>
          <Properties properties={response.headers} />
        </details>
      )}
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
      <p>Response</p>
      <Json value={value} label={`Response body: ${summary}`} />
    </details>
  );
}

/** The body that a response has, member by member. */
export function ResponseBody({ response }: { response: Response }) {
  const { schemas } = useContract().contract;
  return (
    <>
      {response.schemas.map((name) => (
        <div key={name}>
          <p>
            Body: <a href={`#${schemaId(name)}`}>{name}</a>
          </p>
          <Properties properties={schemaNamed(schemas, name).properties} />
        </div>
      ))}
    </>
  );
}

/** A status, coloured by what it means. */
export function Status({ status }: { status: number }) {
  return <span class={`status status-${Math.floor(status / 100)}`}>{status}</span>;
}

/** The names of exceptions, each of which leads to its explanation. */
export function ExceptionLinks({ exceptions }: { exceptions: readonly string[] }) {
  return (
    <>
      {exceptions.map((name) => (
        <a key={name} href={`${referencePage}#${exceptionId(name)}`}>
          {breakable(name)}
        </a>
      ))}
    </>
  );
}
