import type { Contract } from "../contract/contract.js";
import { controlPage, schemaId } from "./anchors.js";
import { ContractContext } from "./context.js";
import { OperationSection } from "./operation.js";
import { Page } from "./page.js";
import { Inline, Prose } from "./prose.js";
import { SchemaSection } from "./schema.js";
import { Section } from "./section.js";

/** The page of the stub's own API, from that API's document. */
export function ControlPage({ contract, control }: { contract: Contract; control: Contract }) {
  const { title, version, summary, lead, token, operations, schemas } = control;
  const places = [
    { href: "#overview", label: "Overview" },
    { href: `#${token.name}`, label: "Authentication" },
    ...operations.map(({ id, summary, method }) => ({ href: `#${id}`, label: summary, note: method })),
    {
      href: "#schemas",
      label: "Schemas",
      places: schemas.map(({ name }) => ({ href: `#${schemaId(name)}`, label: name })),
    },
  ];
  return (
    <Page contract={contract} file={controlPage} navigation={places}>
      <ContractContext contract={control} page={controlPage}>
        <section id="overview">
          <h1>{title}</h1>
          <p class="summary">
            <Inline text={summary} />
          </p>
          <Prose text={lead} />
          <p class="downloads">
            Version {version}. The document:{" "}
            <a href="control.json" download>
              OpenAPI as JSON
            </a>
            .
          </p>
        </section>
        <Section id={token.name} title="Authentication">
          <Prose text={token.description} />
        </Section>
        {operations.map((operation) => (
          <OperationSection key={operation.id} operation={operation} samples={false} />
        ))}
        <Section id="schemas" title="Schemas">
          {schemas.map((schema) => (
            <SchemaSection key={schema.name} schema={schema} />
          ))}
        </Section>
      </ContractContext>
    </Page>
  );
}
