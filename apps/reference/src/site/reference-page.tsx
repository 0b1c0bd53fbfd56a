import type { Contract } from "../contract/contract.js";
import { exceptionId, referencePage, schemaId } from "./anchors.js";
import { useContract } from "./context.js";
import { ErrorTable } from "./error-table.js";
import { OperationSection } from "./operation.js";
import { Page, type Place } from "./page.js";
import { Inline, Prose } from "./prose.js";
import { ErrorSection } from "./response.js";
import { SchemaSection } from "./schema.js";
import { Section } from "./section.js";
import { TryIt } from "./try-it.js";

/** The page that has everything: operations, errors and schemas. */
export function ReferencePage({ contract }: { contract: Contract }) {
  const { operations, errors, schemas, token } = contract;
  return (
    <Page contract={contract} file={referencePage} navigation={placesOf(contract)}>
      <Overview />
      <Section id={token.name} title="Authentication">
        <Prose text={token.description} />
        <p>
          Name: {token.name}. Header: <code>{token.header}</code>. <Inline text={token.constraints.join(", ")} />.
        </p>
      </Section>
      {operations.map((operation) => (
        <OperationSection key={operation.id} operation={operation} samples />
      ))}
      <TryIt />
      <Section id="errors" title="Errors">
        <ErrorTable />
        {errors.map((response) => (
          <ErrorSection key={response.exceptions.join()} response={response} />
        ))}
      </Section>
      <Section id="schemas" title="Schemas">
        {schemas.map((schema) => (
          <SchemaSection key={schema.name} schema={schema} />
        ))}
      </Section>
    </Page>
  );
}

function Overview() {
  const { title, version, summary, lead } = useContract().contract;
  return (
    <section id="overview">
      <h1>{title}</h1>
      <p class="summary">
        <Inline text={summary} />
      </p>
      <Prose text={lead} />
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
      <Servers />
    </section>
  );
}

function Servers() {
  const { servers } = useContract().contract;
  return (
    <>
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
