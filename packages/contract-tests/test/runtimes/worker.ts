// For workerd, which runs a handler of requests.
import { runSuite } from "./suite.js";

export default {
  fetch: async ({ url }: Request) => Response.json(await runSuite(new URL(url).searchParams.get("endpoint") ?? "")),
};
