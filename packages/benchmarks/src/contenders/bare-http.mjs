// The least that Node can do for an event: read the body, parse it, respond.
import { createServer } from "node:http";
import { respondTo } from "./respond.mjs";

const server = createServer((request, response) => {
  let text = "";
  request.setEncoding("utf8");
  request.on("data", (chunk) => {
    text += chunk;
  });
  request.on("end", () => {
    const { status, body } = respondTo(JSON.parse(text));
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  });
});
server.listen(Number(process.argv[2]), "127.0.0.1");
