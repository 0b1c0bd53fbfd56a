import { wordsOf } from "../contract/words.js";
import type { Call } from "./call.js";
import { literal } from "./literal.js";

/** The call with this project's client. */
export function client({ operation, endpoint, token, members }: Call): string {
  const [first = "", ...rest] = wordsOf(operation);
  return `import { ConnectParticipant } from "@sendevent/client";

const participant = new ConnectParticipant({ endpoint: ${literal(endpoint)} });

const { Id, AbsoluteTime } = await participant.${first.toLowerCase()}${rest.join("")}(${input({ token, members })});
console.log(Id, AbsoluteTime);
`;
}

/** The call with the vendor's SDK for JavaScript, which signs it although nobody looks at the signature. */
export function vendorSdk({ operation, endpoint, region, token, members }: Call): string {
  return `import { ConnectParticipantClient, ${operation}Command } from "@aws-sdk/client-connectparticipant";

const participant = new ConnectParticipantClient({
  endpoint: ${literal(endpoint)},
  region: ${literal(region)},
  credentials: { accessKeyId: "none", secretAccessKey: "none" }, // the SDK asks for some, the API needs none
});

const { Id, AbsoluteTime } = await participant.send(
  new ${operation}Command(${input({ token, members }, "  ")}),
);
console.log(Id, AbsoluteTime);
`;
}

function input({ token, members }: Pick<Call, "token" | "members">, indent = ""): string {
  const lines = [[token.name, token.value] as const, ...members].map(
    ([name, value]) => `${indent}  ${name}: ${literal(value)},\n`,
  );
  return `{\n${lines.join("")}${indent}}`;
}
