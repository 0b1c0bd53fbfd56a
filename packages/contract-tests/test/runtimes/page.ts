// For a browser: it sends the results to the server that the page came from.
import { runSuite } from "./suite.js";

const endpoint = new URL(location.href).searchParams.get("endpoint") ?? "";
await fetch("/results", { method: "POST", body: JSON.stringify(await runSuite(endpoint)) });
