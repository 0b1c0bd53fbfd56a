// Code of a consumer, as it compiled against the release 1.0.0. `npm run typecheck` compiles it against today's client:
// where it does not, the change breaks consumers. It is never run, and never adapted.
import {
  AccessDeniedException,
  ConflictException,
  ConnectParticipant,
  ConnectParticipantServiceException,
  ContentType,
  InternalServerException,
  type MessageReceiptContent,
  type SendEventCommandInput,
  type SendEventCommandOutput,
  ThrottlingException,
  ValidationException,
} from "@sendevent/client";

export async function useEverything(ConnectionToken: string): Promise<string[]> {
  const participant = new ConnectParticipant({
    endpoint: "http://127.0.0.1:4010",
    maxAttempts: 2,
    requestTimeout: 1000,
  });
  const receipt: MessageReceiptContent = { messageId: "1" };
  const inputs: SendEventCommandInput[] = [
    { ConnectionToken, ContentType: "application/vnd.amazonaws.connect.event.typing" },
    { ConnectionToken, ContentType: ContentType.ConnectionAcknowledged, ClientToken: "token" },
    { ConnectionToken, ContentType: ContentType.MessageDelivered, Content: JSON.stringify(receipt) },
    { ConnectionToken, ContentType: ContentType.MessageRead, Content: JSON.stringify(receipt), ClientToken: undefined },
  ];
  const outputs: SendEventCommandOutput[] = [];
  for (const input of inputs) outputs.push(await participant.sendEvent(input, { requestTimeout: 500 }));
  outputs.push(await participant.sendTyping(ConnectionToken));
  outputs.push(await participant.sendMessageDelivered(ConnectionToken, receipt.messageId));
  outputs.push(await participant.sendMessageRead(ConnectionToken, receipt.messageId));
  // Both members are there: no check for undefined is needed
  return outputs.map(({ Id, AbsoluteTime }) => Id.toUpperCase() + AbsoluteTime.slice(0, 10));
}

export function explain(error: unknown): string {
  if (error instanceof ThrottlingException)
    return `wait: ${error.$metadata.httpStatusCode satisfies number | undefined}`;
  if (error instanceof ValidationException || error instanceof ConflictException) return error.message;
  if (error instanceof AccessDeniedException) return error.name satisfies "AccessDeniedException";
  if (error instanceof InternalServerException) return error.$fault satisfies "server";
  if (error instanceof ConnectParticipantServiceException) return `${error.name} ${error.$metadata.requestId}`;
  return "something else";
}

// @ts-expect-error: what is no content type does not compile
export const wrongType: SendEventCommandInput = { ConnectionToken: "t", ContentType: "text/plain" };

// @ts-expect-error: neither does an event without a token
export const noToken: SendEventCommandInput = { ContentType: ContentType.Typing };
