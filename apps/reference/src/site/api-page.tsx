import type { Operation } from "../contract/operation.js";
import { exchange } from "../samples/exchange.js";
import { anchorsOf, schemaId } from "./anchors.js";
import { Code } from "./code.js";
import { type Api, ContractContext, type Site } from "./context.js";
import { OperationSection } from "./operation.js";
import { Page, type Place } from "./page.js";
import { Inline, Prose } from "./prose.js";
import { AuthenticationSection, Servers } from "./reference-page.js";
import { SchemaSection } from "./schema.js";
import { Section } from "./section.js";

/** The page of an API of the stub's own, from that API's document. */
export function ApiPage({ site, api: { name, label, contract } }: { site: Site; api: Api }) {
  const { title, version, summary, lead, credentials, operations, schemas } = contract;
  const file = `${name}.html`;
  const places = [
    { href: "#overview", label: "Overview" },
    ...credentials.map(({ name }) => ({ href: `#${name}`, label: name })),
    ...placesByGroup(operations),
    {
      href: "#schemas",
      label: "Schemas",
      places: schemas.map(({ name }) => ({ href: `#${schemaId(name)}`, label: name })),
    },
  ];
  const [first] = operations;
  return (
    <Page site={site} file={file} label={label} navigation={places}>
      <ContractContext contract={contract} anchors={anchorsOf(site.contract)} page={file}>
        <Section
          id="overview"
          pane={first && <Code code={exchange(first, contract)} language="bash" label={first.summary} />}
        >
          <h1>{title}</h1>
          <p class="summary">
            <Inline text={summary} />
          </p>
          <Prose text={lead} />
          <p class="downloads">
            Version {version}. The document:{" "}
            <a href={`${name}.json`} download>
              OpenAPI as JSON
            </a>
            .
          </p>
          <Servers />
        </Section>
        {credentials.map((credential) => (
          <AuthenticationSection key={credential.name} credential={credential} />
        ))}
        {operations.map((operation) => (
          <OperationSection key={operation.id} operation={operation} />
        ))}
        <Section id="schemas" title="Schemas" />
        {schemas.map((schema) => (
          <SchemaSection key={schema.name} schema={schema} />
        ))}
      </ContractContext>
    </Page>
  );
}

/** Operations by their first tag, each under its summary. */
function placesByGroup(operations: readonly Operation[]): Place[] {
  const groups = new Set(operations.map(({ groups: [group] }) => group?.name ?? ""));
  return [...groups].map((group) => {
    const places = operations
      .filter(({ groups: [first] }) => (first?.name ?? "") === group)
      .map(({ id, summary, method }) => ({ href: `#${id}`, label: summary, note: method }));
    return { href: places[0]?.href ?? "#overview", label: group, places };
  });
}
