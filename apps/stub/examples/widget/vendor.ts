// A participant by the vendor's chat library, amazon-connect-chatjs, which the page has loaded as it is published.
import { type Connection, type Events, endpoint, type Identity, type Item, showPane } from "./pane.js";

const event = "application/vnd.amazonaws.connect.event";

async function connectWithVendor(identity: Identity, events: Events): Promise<Connection> {
  const { ContactId: contactId, ParticipantId: participantId, ParticipantToken: participantToken } = identity;
  // Its types do not know of `endpoint`, which sends all calls to another host.
  const config = {
    endpoint,
    region: "us-west-2",
    features: { messageReceipts: { shouldSendMessageReceipts: true, throttleTime: 1_000 } },
  };
  connect.ChatSession.setGlobalConfig(config);
  const session = connect.ChatSession.create({
    chatDetails: { contactId, participantId, participantToken },
    type: "CUSTOMER",
    disableCSM: true,
  });
  const receipt = (what: "delivered" | "read", messageId: string) =>
    session.sendEvent({ contentType: `${event}.message.${what}`, content: JSON.stringify({ messageId }) });
  const show = ({ data }: { data: Item }) => events.item(data);
  session.onMessage(({ data }) => {
    events.item(data);
    if (data.Type === "MESSAGE" && data.ParticipantId !== participantId) receipt("delivered", data.Id).catch(() => {});
  });
  session.onTyping(show);
  session.onDeliveredReceipt(show);
  session.onReadReceipt(show);
  session.onConnectionLost(() => events.state("Reconnecting"));
  session.onConnectionEstablished(() => events.state("Connected"));
  session.onEnded(() => events.state("Ended"));
  await session.connect();
  const { data } = await session.getTranscript({ maxResults: 100, sortOrder: "ASCENDING" });
  for (const item of data ? data.Transcript : []) events.item(item);
  return {
    typing: () => session.sendEvent({ contentType: `${event}.typing` }),
    send: (message) => session.sendMessage({ contentType: "text/plain", message }),
    read: (messageId) => receipt("read", messageId),
    leave: () => session.disconnectParticipant(),
  };
}

void showPane(connectWithVendor);
