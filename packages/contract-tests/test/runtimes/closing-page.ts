// For a browser: it leaves at once for the next such page, and sends receipts as it goes.
import { ConnectParticipant } from "@sendevent/client";
import { closingPages, closingToken, receiptsOf } from "./closing.js";

const url = new URL(location.href);
const endpoint = url.searchParams.get("endpoint") ?? "";
const page = Number(url.searchParams.get("page") ?? 1);
const participant = new ConnectParticipant({ endpoint });

addEventListener("pagehide", () => {
  for (const messageId of receiptsOf(page)) {
    participant.sendMessageRead(closingToken, messageId).catch(() => {}); // nobody is left to be told
  }
});
url.searchParams.set("page", `${page + 1}`);
location.replace(page < closingPages ? url : "/left");
