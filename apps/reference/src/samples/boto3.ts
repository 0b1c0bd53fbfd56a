import { wordsOf } from "../contract/words.js";
import type { Call } from "./call.js";
import { literal } from "./literal.js";

/** The call with the vendor's SDK for Python. Unsigned, it needs no credentials. */
export function boto3({ operation, endpoint, region, token, members }: Call): string {
  const method = wordsOf(operation).join("_").toLowerCase();
  const argumentLines = [[token.name, token.value] as const, ...members].map(
    ([name, value]) => `    ${name}=${literal(value)},\n`,
  );
  return `import boto3
from botocore import UNSIGNED
from botocore.config import Config

participant = boto3.client(
    "connectparticipant",
    endpoint_url=${literal(endpoint)},
    region_name=${literal(region)},
    config=Config(signature_version=UNSIGNED),
)

response = participant.${method}(
${argumentLines.join("")})
print(response["Id"], response["AbsoluteTime"])
`;
}
