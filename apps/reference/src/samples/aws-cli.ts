import { type Call, wordsOf } from "./call.js";
import { shellQuoted } from "./shell.js";

/** The call with the vendor's command line. Unsigned, it needs no credentials. */
export function awsCli({ operation, endpoint, region, token, members }: Call): string {
  const options = [[token.name, token.value] as const, ...members].map(
    ([name, value]) => `--${wordsOf(name).join("-").toLowerCase()} ${shellQuoted(value)}`,
  );
  return [
    `aws connectparticipant ${wordsOf(operation).join("-").toLowerCase()}`,
    `--endpoint-url ${endpoint} --region ${region} --no-sign-request`,
    ...options,
  ].join(" \\\n  ");
}
