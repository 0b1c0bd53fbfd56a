import type { Contract } from "../contract/contract.js";
import { eventOperation } from "../samples/call.js";
import { anchorsOf, exceptionId, referencePage, schemaId } from "./anchors.js";
import { ErrorTable } from "./error-table.js";
import { OperationSection } from "./operation.js";
import { Page, type Place } from "./page.js";
import { Inline, Prose } from "./prose.js";
import { ErrorSection } from "./reply.js";
import { SchemaSection } from "./schema.js";
import { TryIt } from "./try-it.js";

/** The page that has everything: operations, errors and schemas. */
export function ReferencePage({ contract }: { contract: Contract }) {
  const anchors = anchorsOf(contract);
  const { title, version, operations, errors, schemas } = contract;
  return (
    <Page title={title} version={version} file={referencePage} navigation={placesOf(contract)}>
      <Overview contract={contract} anchors={anchors} />
      {operations.map((operation) => (
        <OperationSection key={operation.id} operation={operation} contract={contract} anchors={anchors} />
      ))}
      <TryIt contract={contract} />
      <section id="errors">
        <h2>
          <a href="#errors">Errors</a>
        </h2>
        <ErrorTable errors={errors} anchors={anchors} />
        {errors.map((reply) => (
          <ErrorSection
            key={reply.exceptions.join()}
            reply={reply}
            operation={eventOperation(contract)}
            anchors={anchors}
          />
        ))}
      </section>
      <section id="schemas">
        <h2>
          <a href="#schemas">Schemas</a>
        </h2>
        {schemas.map((schema) => (
          <SchemaSection key={schema.name} schema={schema} anchors={anchors} />
        ))}
      </section>
    </Page>
  );
}

function Overview({ contract, anchors }: { contract: Contract; anchors: ReadonlyMap<string, string> }) {
  const { title, version, summary, lead, servers, token } = contract;
  return (
    <>
      <section id="overview">
        <h1>{title}</h1>
        <p class="summary">
          <Inline text={summary} />
        </p>
        <Prose text={lead} anchors={anchors} />
        <p class="downloads">
          Version {version}. The document:{" "}
          <a href="sendevent.yaml" download>
            OpenAPI as YAML
          </a>
          ,{" "}
          <a href="sendevent.json" download>
            as JSON
          </a>
          .
        </p>
        <h2>Servers</h2>
        <dl class="servers">
          {servers.map(({ url, description, variables }) => (
            <div key={url}>
              <dt>
                <code>{url}</code>
              </dt>
              <dd>
                <Inline text={description} />
                {variables.map((variable) => (
                  <div key={variable.name}>
                    <code>{variable.name}</code>: <Inline text={variable.description} /> Default:{" "}
                    <code>{variable.default}</code>
                  </div>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section id={token.name}>
        <h2>
          <a href={`#${token.name}`}>Authentication</a>
        </h2>
        <Prose text={token.description} anchors={anchors} />
        <p>
          Name: {token.name}. Header: <code>{token.header}</code>. Length: {token.constraints.join(", ")}.
        </p>
      </section>
    </>
  );
}

function placesOf({ operations, errors, schemas, token }: Contract): Place[] {
  return [
    { href: "#overview", label: "Overview" },
    { href: `#${token.name}`, label: "Authentication" },
    ...operations.map(({ id, summary, method }) => ({ href: `#${id}`, label: summary, note: method })),
    { href: "#try-it", label: "Try it" },
    {
      href: "#errors",
      label: "Errors",
      places: errors.flatMap(({ status, exceptions }) =>
        exceptions.map((name) => ({ href: `#${exceptionId(name)}`, label: name, note: String(status) })),
      ),
    },
    {
      href: "#schemas",
      label: "Schemas",
      places: schemas.map(({ name }) => ({ href: `#${schemaId(name)}`, label: name })),
    },
  ];
}
