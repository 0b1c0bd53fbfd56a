// npm run demo [-- --url http://127.0.0.1:4010]: sends all four events to a running stub, with our client and with the
// vendor's SDK, and prints what came back. PORT names the port of a stub that was started with it.
import { parseArgs } from "node:util";
import { ConnectParticipant as VendorSdk } from "@aws-sdk/client-connectparticipant";
import { ConnectParticipant } from "@sendevent/client";
import { contentTypes, localServer, receiptContentTypes } from "@sendevent/openapi";

const { PORT } = process.env;
const local = PORT === undefined ? localServer : `http://127.0.0.1:${PORT}`;
const { url } = parseArgs({ options: { url: { type: "string", default: local } } }).values;
const client = new ConnectParticipant({ endpoint: url });
const vendorSdk = new VendorSdk({
  region: "us-east-1",
  endpoint: url,
  credentials: { accessKeyId: "none", secretAccessKey: "none" }, // the SDK sends nothing without, the API needs none
});

const isListening = await fetch(url)
  .then(() => true)
  .catch(() => false);
if (isListening) await sendAll();
else {
  console.error(`Nothing listens on ${url}: start the stub with \`npm start\`, or name another with --url.`);
  process.exitCode = 1;
}

async function sendAll() {
  for (const [name, ContentType] of Object.entries(contentTypes)) {
    const isReceipt = receiptContentTypes.some((type) => type === ContentType);
    const Content = JSON.stringify({ messageId: "11111111-aaaa-bbbb-cccc-EXAMPLE01234" });
    const event = { ConnectionToken: "demo", ContentType, ...(isReceipt && { Content }) };
    console.log(name);
    console.log("  @sendevent/client  ", format(await client.sendEvent(event)));
    console.log("  vendor's SDK       ", format(await vendorSdk.sendEvent(event)));
  }
  vendorSdk.destroy();
}

function format({ Id, AbsoluteTime }: { Id?: string | undefined; AbsoluteTime?: string | undefined }): string {
  return `Id ${Id}  AbsoluteTime ${AbsoluteTime}`;
}
