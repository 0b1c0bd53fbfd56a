import { type Example, requestText } from "../contract/example.js";
import type { Operation } from "../contract/operation.js";
import type { Response } from "../contract/response.js";
import { schemaNamed } from "../contract/schema.js";
import { eventOperation } from "../samples/call.js";
import { provoke } from "../samples/exchange.js";
import { exceptionId, memberId, referencePage, schemaId } from "./anchors.js";
import { breakable } from "./breakable.js";
import { Code, Json } from "./code.js";
import { type Site, useContract } from "./context.js";
import { Prose } from "./prose.js";
import { Properties } from "./schema.js";
import { Section } from "./section.js";

/** An error response: when it happens, how to fix the request, whether to retry, and beside it how to see it. */
export function ErrorSection({ response, site }: { response: Response; site: Site }) {
  const { exceptions, status, lead, advice, schemas } = response;
  const [first = ""] = exceptions;
  return (
    <Section class="entry error" pane={<ErrorPane response={response} site={site} />}>
      <h3>
        <Status status={status} />{" "}
        {exceptions.map((name) => (
          <span key={name} id={exceptionId(name)}>
            <a href={`#${exceptionId(name)}`}>{breakable(name)}</a>
          </span>
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
      <Headers within={exceptionId(first)} response={response} />
    </Section>
  );
}

/** The first example of a response with what leads to it, the others folded, and the fault that has the stub respond so. */
function ErrorPane({ response, site }: { response: Response; site: Site }) {
  const [first, ...others] = response.examples;
  const operation = eventOperation(site.contract);
  const faults = response.exceptions.flatMap((name) =>
    site.apis.flatMap(({ contract }) => {
      const code = provoke(name, contract);
      return code === undefined ? [] : [{ name, code }];
    }),
  );
  return (
    <>
      {first && <Exchange example={first} status={response.status} operation={operation} />}
      {others.map((example) => (
        <details key={example.name}>
          <summary>Example: {example.summary}</summary>
          <Exchange example={example} status={response.status} operation={operation} />
        </details>
      ))}
      {faults.map(({ name, code }) => (
        <Code key={name} code={code} language="bash" label={`Fault: the next event gets ${name}`} />
      ))}
    </>
  );
}

/** A request as it travels, where it is known, and the response to it. */
export function Exchange({ example, status, operation }: { example: Example; status: number; operation: Operation }) {
  const { name, summary, value, request } = example;
  const sent = operation.request?.examples.find((candidate) => candidate.name === name);
  return (
    <>
      {request && <Code code={requestText(request, operation)} language="json" label={`Request: ${summary}`} />}
      {sent && <Json value={sent.value} label={`Request body: ${sent.summary}`} />}
      <Json value={value} label={`Response ${status}: ${summary}`} />
    </>
  );
}

/** The headers of a response, folded. */
export function Headers({ within, response: { headers } }: { within: string; response: Response }) {
  if (headers.length === 0) return null;
  return (
    <details>
      <summary>Headers</summary>
      <Properties within={within} properties={headers} />
    </details>
  );
}

/** The body that a response has, member by member. */
export function ResponseBody({ within, response }: { within: string; response: Response }) {
  const { schemas } = useContract().contract;
  return (
    <>
      {response.schemas.map((name) => (
        <div key={name}>
          <p>
            Body: <a href={`#${schemaId(name)}`}>{name}</a>
          </p>
          <Properties within={memberId(within, name)} properties={schemaNamed(schemas, name).properties} />
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
