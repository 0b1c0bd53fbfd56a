// The other side of client.ts, in a process of its own: responds to each event, and sends its port to the parent.
import { createServer } from "node:http";

const body = JSON.stringify({ Id: "1", AbsoluteTime: "2026-11-22T10:00:00.000Z" });
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/json", "x-amzn-RequestId": "r-1" }).end(body);
  });
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("disconnect", () => process.exit());
