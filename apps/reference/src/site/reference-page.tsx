import type { Contract, Credential } from "../contract/contract.js";
import { samplesOf } from "../samples/samples.js";
import { exceptionId, referencePage, schemaId } from "./anchors.js";
import { Code } from "./code.js";
import { type Site, useContract } from "./context.js";
import { ErrorTable } from "./error-table.js";
import { OperationSection } from "./operation.js";
import { Page, type Place } from "./page.js";
import { Inline, Prose } from "./prose.js";
import { ErrorSection } from "./response.js";
import { SchemaSection } from "./schema.js";
import { Section } from "./section.js";
import { TryIt } from "./try-it.js";

/** The page that has everything: operations, errors and schemas. */
export function ReferencePage({ site }: { site: Site }) {
  const { operations, errors, schemas, credentials } = site.contract;
  return (
    <Page site={site} file={referencePage} label="Reference" navigation={placesOf(site.contract)}>
      <Overview />
      {credentials.map((credential) => (
        <AuthenticationSection key={credential.name} credential={credential} />
      ))}
      {operations.map((operation) => (
        <OperationSection key={operation.id} operation={operation} samples />
      ))}
      <TryIt />
      <Section id="errors" title="Errors">
        <ErrorTable />
      </Section>
      {errors.map((response) => (
        <ErrorSection key={response.exceptions.join()} response={response} site={site} />
      ))}
      <Section id="schemas" title="Schemas" />
      {schemas.map((schema) => (
        <SchemaSection key={schema.name} schema={schema} />
      ))}
    </Page>
  );
}

/** A credential, and how it travels. */
export function AuthenticationSection({ credential }: { credential: Credential }) {
  const { name, header, description, constraints } = credential;
  const header1 = `${header}: ${header === "Authorization" ? "Bearer " : ""}example-token`;
  return (
    <Section id={name} title={name} pane={<Code code={header1} language="plaintext" label="Header" />}>
      <Prose text={description} />
      <p>
        Header: <code>{header}</code>.{" "}
        {constraints.length > 0 && <Inline text={`Its value has ${constraints.join(", ")}.`} />}
      </p>
    </Section>
  );
}

function Overview() {
  const { contract } = useContract();
  const { title, version, summary, lead } = contract;
  const [sample] = samplesOf(contract);
  return (
    <Section
      id="overview"
      pane={sample && <Code code={sample.code} language={sample.tool.language} label="A first event" />}
    >
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
    </Section>
  );
}

/** Where the operations are served. */
export function Servers() {
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

function placesOf({ operations, errors, schemas, credentials }: Contract): Place[] {
  return [
    { href: "#overview", label: "Overview" },
    ...credentials.map(({ name }) => ({ href: `#${name}`, label: name })),
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
