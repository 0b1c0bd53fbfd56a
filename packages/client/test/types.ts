// Compiled by `npm run typecheck`, never run: what must not compile is marked, and an unused mark is an error.
import type * as vendor from "@aws-sdk/client-connectparticipant";
import type { components } from "@sendevent/openapi";
import type { AttemptOptions } from "../src/attempt.js";
import { ConnectParticipantClient, SendEventCommand } from "../src/aws-sdk.js";
import {
  ConnectParticipant,
  type ConnectParticipantClientConfig,
  ContentType,
  type MessageReceiptContent,
  type SendEventCommandInput,
  type SendEventCommandOutput,
  type SendEventRequest,
  ThrottlingException,
} from "../src/index.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_Fact extends true>(): void => {};

const ConnectionToken = "tok";
const participant = new ConnectParticipant({ region: "eu-west-2" });
const client = new ConnectParticipantClient({ endpoint: new URL("http://127.0.0.1:4010") });
const typing = "application/vnd.amazonaws.connect.event.typing";

// What compiles
participant.sendEvent({ ConnectionToken, ContentType: typing });
participant.sendEvent({ ConnectionToken, ContentType: ContentType.MessageRead, Content: undefined, ClientToken: null });
participant.sendEvent({ ConnectionToken, ContentType: typing }, { abortSignal: undefined, requestTimeout: 100 });
participant.sendMessageRead(ConnectionToken, "m-1", { requestTimeout: 100 });
client.send(new SendEventCommand({ ConnectionToken, ContentType: typing }));
new ConnectParticipant({
  region: "eu-west-2",
  fetch: globalThis.fetch,
  credentials: { accessKeyId: "" },
  logger: console,
});
client.send(new SendEventCommand({ ConnectionToken, ContentType: typing }), (_error, output) => output?.Id);
participant.sendTyping(ConnectionToken, { signal: new AbortController().signal });
const connection: vendor.CreateParticipantConnectionCommandOutput = { $metadata: {} };
participant.sendTyping(connection.ConnectionCredentials?.ConnectionToken);
const config: ConnectParticipantClientConfig = { region: "eu-west-2" };
new ConnectParticipantClient(config);

// @ts-expect-error a content type that does not exist
participant.sendEvent({ ConnectionToken, ContentType: "application/vnd.amazonaws.connect.event.blinking" });
// @ts-expect-error any string as content type
participant.sendEvent({ ConnectionToken, ContentType: typing as string });
// @ts-expect-error no ConnectionToken
participant.sendEvent({ ContentType: typing });
// @ts-expect-error no ContentType
participant.sendEvent({ ConnectionToken });
// @ts-expect-error Content is a string, not an object
participant.sendEvent({ ConnectionToken, ContentType: ContentType.MessageRead, Content: { messageId: "m-1" } });
// @ts-expect-error a member that does not exist
participant.sendEvent({ ConnectionToken, ContentType: typing, Contents: "" });
// @ts-expect-error a read receipt without the message's id
participant.sendMessageRead(ConnectionToken);
// @ts-expect-error a delivered receipt without the message's id
participant.sendMessageDelivered(ConnectionToken);
// @ts-expect-error typing without a token
participant.sendTyping();
// @ts-expect-error a configuration is needed
new ConnectParticipant();
// @ts-expect-error an option that does not exist
new ConnectParticipant({ region: "eu-west-2", retries: 3 });
// @ts-expect-error a fetch that reads a second argument: it gets a Request alone
new ConnectParticipant({ region: "eu-west-2", fetch: async (_request: Request, _init: RequestInit) => new Response() });
// @ts-expect-error a command without input
new SendEventCommand();

// What comes back
const output = await participant.sendTyping(ConnectionToken);
holds<Equal<typeof output, SendEventCommandOutput>>();
holds<Equal<typeof output.Id, string>>();
holds<Equal<typeof output.AbsoluteTime, string>>();
const error: unknown = undefined;
if (error instanceof ThrottlingException) {
  holds<Equal<typeof error.name, "ThrottlingException">>();
  holds<Equal<typeof error.$fault, "client">>();
  holds<Equal<typeof error.retryAfter, number | undefined>>();
  error.$service satisfies string | undefined; // as in the vendor's SdkError
  error.$retryable satisfies vendor.ThrottlingException["$retryable"];
}

// What sends is typed by the document's paths: path, method, header, body and response
declare const sender: AttemptOptions["client"];
const params = { header: { "X-Amz-Bearer": ConnectionToken } };
const body = { ContentType: ContentType.Typing };
const response = await sender.POST("/participant/event", { params, body });
holds<Equal<typeof response.data, components["schemas"]["SentEvent"] | undefined>>();
// @ts-expect-error a path that does not exist
sender.POST("/participant/events", { params, body });
// @ts-expect-error a method that does not exist
sender.PUT("/participant/event", { params, body });
// @ts-expect-error no header
sender.POST("/participant/event", { body });
// @ts-expect-error another header
sender.POST("/participant/event", { params: { header: { Authorization: ConnectionToken } }, body });
// @ts-expect-error no body
sender.POST("/participant/event", { params });
// @ts-expect-error a content type that does not exist
sender.POST("/participant/event", { params, body: { ContentType: "text/plain" } });

// The types are the document's
holds<Equal<keyof SendEventRequest, keyof components["schemas"]["ChatEvent"] | "ConnectionToken">>();
holds<Equal<MessageReceiptContent, components["schemas"]["MessageReceiptContent"]>>();
holds<Equal<(typeof ContentType)[keyof typeof ContentType], ContentType>>();

// Moving over: what this client gives fits where the vendor's is expected
export const theirOutput: vendor.SendEventCommandOutput = output;
const theirInput: vendor.SendEventCommandInput = { ConnectionToken, ContentType: typing };
// @ts-expect-error the vendor's ContentType is any string, ours is one that the service knows
export const ourInput: SendEventCommandInput = theirInput;
