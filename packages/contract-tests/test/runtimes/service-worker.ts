// For a browser: it sends the results to the server that the worker came from.
import { runSuite } from "./suite.js";

const endpoint = new URL(location.href).searchParams.get("endpoint") ?? "";
runSuite(endpoint).then((results) => fetch("/results", { method: "POST", body: JSON.stringify(results) }));
