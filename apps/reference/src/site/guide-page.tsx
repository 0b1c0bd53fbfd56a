import type { Contract } from "../contract/contract.js";
import { callsOf, eventOperation } from "../samples/call.js";
import { type Sample, samplesOf } from "../samples/samples.js";
import { guidePage, sectionId } from "./anchors.js";
import { Code } from "./code.js";
import { ErrorTable } from "./error-table.js";
import { Page } from "./page.js";
import { Prose } from "./prose.js";
import { Section } from "./section.js";

/** One section of the guide. */
export interface GuideSection {
  readonly id: string;
  readonly title: string;
  /** What it says, as Markdown. */
  readonly text: string;
  readonly sample?: Sample | undefined;
}

const retrySection = "what-to-retry";

/** The page that explains: the topics of the document's description, and what its parts say about them. */
export function GuidePage({ contract }: { contract: Contract }) {
  const sections = guideSections(contract);
  const places = sections.map(({ id, title }) => ({ href: `#${id}`, label: title }));
  return (
    <Page contract={contract} file={guidePage} navigation={places}>
      <section id="guide">
        <h1>Guide</h1>
        <Prose text={contract.lead} />
      </section>
      {sections.map(({ id, title, text, sample }) => (
        <Section key={id} id={id} title={title}>
          {id === retrySection ? <ErrorTable /> : <Prose text={text} />}
          {sample && <Code code={sample.code} language={sample.tool.language} label={title} />}
        </Section>
      ))}
    </Page>
  );
}

/** The sections of the guide, in their order. */
export function guideSections(contract: Contract): GuideSection[] {
  const samples = samplesOf(contract);
  const receipt = [...callsOf(contract)].find(([, { members }]) => members.some(([name]) => name === "Content"));
  const retries = contract.errors.map(({ exceptions, advice }) => {
    const retry = advice.find(({ title }) => title === "Retry")?.text ?? "";
    return `${exceptions.join(", ")}: ${retry}`;
  });
  return [
    {
      id: "first-event",
      title: "Your first event",
      text: "Start the stub, then send it an event. Any token will do.",
      sample: samples[0],
    },
    ...contract.topics.map(({ title, text }) => ({ id: sectionId(title), title, text })),
    {
      id: "first-receipt",
      title: "Your first receipt",
      text: "`Content` is JSON inside a string: note the quotes around it.",
      sample: samples.find(({ example }) => example === receipt?.[0]),
    },
    { id: "idempotency", title: "Idempotency", text: idempotencyOf(contract) },
    { id: retrySection, title: "What to retry", text: retries.join("\n\n") },
  ];
}

/** What the document says about the member that makes a retry safe. */
function idempotencyOf(contract: Contract): string {
  const { request } = eventOperation(contract);
  const members = contract.schemas.find(({ name }) => name === request.schema)?.properties ?? [];
  const token = members.find(({ name }) => name === "ClientToken");
  if (token === undefined) throw new Error(`the schema ${request.schema} must have the member ClientToken`);
  return `\`${token.name}\`: ${token.description}\n\n${token.constraints.join("; ")}.`;
}
