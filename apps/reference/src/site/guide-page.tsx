import type { Contract } from "../contract/contract.js";
import { callsOf, eventOperation } from "../samples/call.js";
import { samplesOf } from "../samples/samples.js";
import { anchorsOf, guidePage, sectionId } from "./anchors.js";
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
    <Page title={title} version={version} file={guidePage} navigation={placesOf(contract)}>
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

/** The sections of the guide, in their order, with what they say, for the navigation and the search. */
export function guideSections(contract: Contract): { id: string; title: string; text: string }[] {
  const retries = contract.errors.map(({ exceptions, advice }) => {
    const retry = advice.find(({ title }) => title === "Retry")?.text ?? "";
    return `${exceptions.join(", ")}: ${retry}`;
  });
  return [
    { id: "first-event", title: "Your first event", text: "Start the stub, then send it an event." },
    ...contract.topics.map(({ title, text }) => ({ id: sectionId(title), title, text })),
    { id: "first-receipt", title: "Your first receipt", text: receiptSample(contract)?.code ?? "" },
    { id: "idempotency", title: "Idempotency", text: idempotencyOf(contract) },
    { id: "what-to-retry", title: "What to retry", text: retries.join("\n\n") },
  ];
}

function placesOf(contract: Contract): Place[] {
  return guideSections(contract).map(({ id, title }) => ({ href: `#${id}`, label: title }));
}
