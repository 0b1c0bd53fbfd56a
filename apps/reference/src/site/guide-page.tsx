import type { Contract } from "../contract/contract.js";
import { callsOf, eventOperation } from "../samples/call.js";
import { samplesOf } from "../samples/samples.js";
import { anchorsOf, sectionId } from "./anchors.js";
import { Code } from "./code.js";
import { ErrorTable } from "./error-table.js";
import { Page, type Place } from "./page.js";
import { Prose } from "./prose.js";

/** The page that explains: the topics of the document's description, and what its parts say about them. */
export function GuidePage({ contract }: { contract: Contract }) {
  const { title, version, topics, errors } = contract;
  const anchors = anchorsOf(contract);
  const [first] = samplesOf(contract);
  const receipt = receiptSample(contract);
  return (
    <Page title={title} version={version} file="guide.html" navigation={placesOf(contract)}>
      <section id="guide">
        <h1>Guide</h1>
        <Prose text={contract.lead} anchors={anchors} />
      </section>
      {first && (
        <section id="first-event">
          <h2>
            <a href="#first-event">Your first event</a>
          </h2>
          <p>Start the stub, then send it an event. Any token will do.</p>
          <Code code={first.code} language={first.tool.language} label="The first event" />
        </section>
      )}
      {topics.map((topic) => (
        <section key={topic.title} id={sectionId(topic.title)}>
          <h2>
            <a href={`#${sectionId(topic.title)}`}>{topic.title}</a>
          </h2>
          <Prose text={topic.text} anchors={anchors} />
        </section>
      ))}
      {receipt && (
        <section id="first-receipt">
          <h2>
            <a href="#first-receipt">Your first receipt</a>
          </h2>
          <Code code={receipt.code} language={receipt.tool.language} label="The first receipt" />
        </section>
      )}
      <section id="idempotency">
        <h2>
          <a href="#idempotency">Idempotency</a>
        </h2>
        <Prose text={idempotencyOf(contract)} anchors={anchors} />
      </section>
      <section id="what-to-retry">
        <h2>
          <a href="#what-to-retry">What to retry</a>
        </h2>
        <ErrorTable errors={errors} anchors={anchors} />
      </section>
    </Page>
  );
}

/** A sample with content: only receipts have some. */
function receiptSample(contract: Contract) {
  const [example] =
    [...callsOf(contract)].find(([, { members }]) => members.some(([name]) => name === "Content")) ?? [];
  return samplesOf(contract).find((sample) => sample.example === example);
}

/** What the document says about the member that makes a retry safe. */
function idempotencyOf(contract: Contract): string {
  const { request } = eventOperation(contract);
  const members = contract.schemas.find(({ name }) => name === request.schema)?.properties ?? [];
  const token = members.find(({ name }) => name === "ClientToken");
  if (token === undefined) throw new Error(`the schema ${request.schema} must have the member ClientToken`);
  return `\`${token.name}\`: ${token.description}\n\n${token.constraints.join("; ")}.`;
}

function placesOf({ topics }: Contract): Place[] {
  return [
    { href: "#first-event", label: "Your first event" },
    ...topics.map(({ title }) => ({ href: `#${sectionId(title)}`, label: title })),
    { href: "#first-receipt", label: "Your first receipt" },
    { href: "#idempotency", label: "Idempotency" },
    { href: "#what-to-retry", label: "What to retry" },
  ];
}
