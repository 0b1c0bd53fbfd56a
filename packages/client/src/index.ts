export { ConnectParticipant } from "./connect-participant.js";
export { ContentType } from "./content-type.js";
export {
  AccessDeniedException,
  ConflictException,
  ConnectParticipantServiceException,
  type ExceptionOptions,
  type Fault,
  InternalServerException,
  ThrottlingException,
  ValidationException,
} from "./exceptions.js";
export { InvalidResponseError, NetworkError, SendEventError, TimeoutError } from "./send-event-error.js";
export { type ThrottledTyping, type ThrottleTypingOptions, throttleTyping } from "./throttle-typing.js";
export type {
  Attempt,
  ConnectParticipantClientConfig,
  ConnectParticipantConfig,
  MessageReceiptContent,
  ResponseMetadata,
  SendEventCommandInput,
  SendEventCommandOutput,
  SendEventOptions,
  SendEventRequest,
  SendEventResponse,
} from "./types.js";
