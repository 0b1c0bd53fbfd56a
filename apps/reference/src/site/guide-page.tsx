import type { Contract } from "../contract/contract.js";
import { callsOf, eventOperation } from "../samples/call.js";
import { type Sample, samplesOf } from "../samples/samples.js";
import { guidePage, sectionId } from "./anchors.js";
import { Code } from "./code.js";
import type { Site } from "./context.js";
import { ErrorTable } from "./error-table.js";
import { guideSteps, type Step } from "./guide-steps.js";
import { Page } from "./page.js";
import { Prose } from "./prose.js";
import { Section } from "./section.js";

/** One topic of the guide. */
export interface GuideTopic {
  readonly id: string;
  readonly title: string;
  /** What it says, as Markdown. */
  readonly text: string;
  readonly sample?: Sample | undefined;
}

const retrySection = "what-to-retry";

/** The page that leads from nothing to a tested widget, and explains what it meets on the way. */
export function GuidePage({ site }: { site: Site }) {
  const steps = guideSteps(site).map((step, index) => ({ ...step, title: `${index + 1}. ${step.title}` }));
  const topics = guideTopics(site.contract);
  const placesOf = (sections: readonly { id: string; title: string }[]) =>
    sections.map(({ id, title }) => ({ href: `#${id}`, label: title }));
  return (
    <Page
      site={site}
      file={guidePage}
      label="Guide"
      navigation={[
        { href: "#guide", label: "Step by step", places: placesOf(steps) },
        { href: `#${topics[0]?.id}`, label: "Good to know", places: placesOf(topics) },
      ]}
    >
      <Section id="guide">
        <h1>Guide</h1>
        <p>
          Six steps from nothing to a widget that is tested against the contract. Each goes on where the one before
          ended, with the same stub.
        </p>
      </Section>
      {steps.map((step) => (
        <StepSection key={step.id} step={step} />
      ))}
      {topics.map(({ id, title, text, sample }) => (
        <Section
          key={id}
          id={id}
          title={title}
          pane={sample && <Code code={sample.code} language={sample.tool.language} label={sample.example} />}
        >
          {id === retrySection ? <ErrorTable /> : <Prose text={text} />}
        </Section>
      ))}
    </Page>
  );
}

function StepSection({ step: { id, title, text, run, see } }: { step: Step }) {
  const pane = (
    <>
      {run.map(({ code, language, label }) => (
        <Code key={label} code={code} language={language} label={label} />
      ))}
      <div class="see">
        <Code {...see} />
      </div>
    </>
  );
  return (
    <Section id={id} title={title} pane={pane}>
      <Prose text={text} />
    </Section>
  );
}

/** The topics of the guide, in their order. */
export function guideTopics(contract: Contract): GuideTopic[] {
  const samples = samplesOf(contract);
  const receipt = [...callsOf(contract)].find(([, { members }]) => members.some(([name]) => name === "Content"));
  const retries = contract.errors.map(({ exceptions, advice }) => {
    const retry = advice.find(({ title }) => title === "Retry")?.text ?? "";
    return `${exceptions.join(", ")}: ${retry}`;
  });
  return [
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
