// Express as its guide starts: `express.json`, and a route. With `validate`, express-openapi-validator in front of it.
import { createRequire } from "node:module";
import { respondTo } from "./respond.mjs";

const [port, validate] = process.argv.slice(2);
const { resolve } = createRequire(import.meta.url);
const { default: express } = await import(createRequire(resolve("@sendevent/stub/package.json")).resolve("express"));
const app = express();
app.set("env", "production");
app.use(express.json());
if (validate) {
  const { middleware } = createRequire(resolve("@sendevent/stub/package.json"))("express-openapi-validator");
  app.use(
    middleware({
      apiSpec: resolve("@sendevent/openapi/sendevent.yaml"),
      validateRequests: true,
      validateResponses: false,
    }),
  );
}
app.post("/participant/event", (request, response) => {
  const { status, body } = respondTo(request.body);
  response.status(status).json(body);
});
app.use((error, _request, response, _next) => {
  response.status(error.status ?? 500).json({ Message: error.message });
});
app.listen(Number(port), "127.0.0.1");
