// For a browser: it leaves at once, and sends receipts as it goes, more than one server round trip would take.
import { ConnectParticipant } from "@sendevent/client";
import { closingReceipts, closingToken } from "./closing.js";

const endpoint = new URL(location.href).searchParams.get("endpoint") ?? "";
const participant = new ConnectParticipant({ endpoint });

addEventListener("pagehide", () => {
  for (let index = 1; index <= closingReceipts; index += 1) {
    participant.sendMessageRead(closingToken, `message-${index}`).catch(() => {}); // nobody is left to be told
  }
});
location.replace("/left");
