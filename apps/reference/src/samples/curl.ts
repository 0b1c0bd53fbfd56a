import type { Call } from "./call.js";
import { shellQuoted } from "./shell.js";

/** The call as a curl command. */
export function curl({ method, endpoint, path, mediaType, token, members }: Call): string {
  const body = JSON.stringify(Object.fromEntries(members), null, 2);
  return [
    `curl -i -X ${method} ${endpoint}${path}`,
    `-H ${shellQuoted(`${token.header}: ${token.value}`)}`,
    `-H ${shellQuoted(`Content-Type: ${mediaType}`)}`,
    `-d ${shellQuoted(body)}`,
  ].join(" \\\n  ");
}
