import type { Contract } from "../contract/contract.js";
import { callsOf, localEndpoint } from "../samples/call.js";
import { provoke } from "../samples/exchange.js";
import { samplesOf } from "../samples/samples.js";
import type { CodeBlock } from "./code.js";
import type { Site } from "./context.js";

/** One step of the guide's path: what to do, and what to see then. */
export interface Step {
  readonly id: string;
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  /** What to run, in this order. Where there is a `file`, it is saved under that name first. */
  readonly run: readonly (CodeBlock & { readonly file?: string })[];
  /** A part of what the last one prints. */
  readonly see: CodeBlock;
}

/** The path from nothing to a tested widget. Each step goes on where the one before ended, with the same stub. */
export function guideSteps(site: Site): Step[] {
  const { contract } = site;
  const endpoint = localEndpoint(contract);
  const [sample] = samplesOf(contract);
  const fault = site.apis.flatMap(({ contract: api }) => provoke("ThrottlingException", api) ?? []);
  const send = { code: sample?.code ?? "", language: "bash", label: "Send an event" } as const;
  return [
    {
      id: "start",
      title: "Start the stub",
      text: "The stub stands in for the service: it validates every request against the contract, and remembers it. Install `@sendevent/stub` from npm, or run `npm start` in a checkout of the project.",
      run: [{ code: "npx sendevent-stub", language: "bash", label: "In a terminal of its own" }],
      see: see(
        "plaintext",
        `The SendEvent stub listens on ${endpoint}, with the reference at ${endpoint}/docs\nand the console at ${endpoint}/console.`,
      ),
    },
    {
      id: "send",
      title: "Send with your tool",
      text: `Any client works, once its endpoint is the stub; any token does. [Every sample](index.html#${contract.operations[0]?.id}) is there for curl, JavaScript, Python, Java, Go, C# and the AWS CLI.`,
      run: [send],
      see: see("json", responseTo(contract, sample?.example)),
    },
    {
      id: "assert",
      title: "Assert on the journal",
      text: "A test asks the stub what arrived, and waits for it if need be: `complete` says that it did. A token never shows, only its fingerprint.",
      run: [
        { code: `curl '${endpoint}/_stub/events/wait?count=1'`, language: "bash", label: "Wait for an accepted event" },
      ],
      see: see(
        "json",
        JSON.stringify({ events: [{ sequence: 1, outcome: "accepted", warnings: [] }], complete: true }, null, 2),
      ),
    },
    {
      id: "provoke",
      title: "Provoke errors",
      text: "Stage a fault, and the next event gets it. The [errors](index.html#errors) have the fault for each beside them. Without a call, a token such as `stub:ThrottlingException` asks for its own error.",
      run: [...fault.map((code) => ({ code, language: "bash", label: "Stage a fault" }) as const), send],
      see: see("plaintext", "HTTP/1.1 429 Too Many Requests"),
    },
    {
      id: "ci",
      title: "Run in CI",
      text: "In JavaScript, each test starts a stub of its own, on a free port. Elsewhere, start `sendevent-stub --port 0`, and read the address from its first line; `sendevent-stub --probe` says when it is ready.",
      run: [
        { code: testOfCi, language: "javascript", label: "send-event.test.mjs", file: "send-event.test.mjs" },
        { code: "node --test send-event.test.mjs", language: "bash", label: "Run it" },
      ],
      see: see("plaintext", "# pass 1\n# fail 0"),
    },
    {
      id: "move",
      title: "Move from the chat library",
      text: "`session.sendEvent` of amazon-connect-chatjs becomes a method each. The connection token is the one that `CreateParticipantConnection` returns. `throttleTyping` sends at most one typing event in ten seconds, as the library does.",
      run: [
        { code: moved(contract, endpoint), language: "javascript", label: "move.mjs", file: "move.mjs" },
        { code: "node move.mjs", language: "bash", label: "Run it" },
      ],
      see: see("plaintext", "typing and read"),
    },
  ];
}

function see(language: CodeBlock["language"], code: string): CodeBlock {
  return { code, language, label: "You should see" };
}

function responseTo({ operations }: Contract, example: string | undefined): string {
  const examples = operations.flatMap(({ responses }) => responses).flatMap((response) => response.examples);
  return JSON.stringify(examples.find(({ name }) => name === example)?.value ?? {}, null, 2);
}

const testOfCi = `import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectParticipant } from "@sendevent/client";
import { startStub } from "@sendevent/stub";

test("a throttled event is retried, and accepted once", async (context) => {
  const stub = await startStub();
  context.after(() => stub.close());
  await stub.addFault({ exception: "ThrottlingException", times: 1 });

  const participant = new ConnectParticipant({ endpoint: stub.url });
  const { Id } = await participant.sendTyping("example-connection-token");

  const events = await stub.waitForEvents(1);
  assert.deepEqual(events.map((event) => event.Id), [Id]);
});`;

function moved(contract: Contract, endpoint: string): string {
  const token = [...callsOf(contract).values()][0]?.token.value;
  return `import { ConnectParticipant, throttleTyping } from "@sendevent/client";

const participant = new ConnectParticipant({ endpoint: "${endpoint}" }); // later: { region: "us-east-1" }
const connectionToken = "${token}";

// session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" })
const typing = throttleTyping(participant, connectionToken);
await typing();

// session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.message.read",
//   content: JSON.stringify({ messageId }) })
await participant.sendMessageRead(connectionToken, "the-id-of-the-message");

typing.cancel(); // the message was sent
console.log("typing and read");`;
}
