import { wordsOf } from "../contract/words.js";
import type { Call } from "./call.js";
import { shellQuoted } from "./shell.js";

/** The call with the vendor's command line. Unsigned, it needs no credentials. */
export function awsCli({ operation, endpoint, region, token, members }: Call): string {
  const options = [[token.name, token.value] as const, ...members].map(
    ([name, value]) =>
      // A value with a dash in front would be taken for another option.
      `--${wordsOf(name).join("-").toLowerCase()}${value.startsWith("-") ? "=" : " "}${shellQuoted(value)}`,
  );
  return [
    `aws connectparticipant ${wordsOf(operation).join("-").toLowerCase()}`,
    `--endpoint-url ${endpoint} --region ${region} --no-sign-request`,
    ...options,
  ].join(" \\\n  ");
}
