// Generated from openapi/sendevent.yaml by `npm run generate`: edit that, not this.

/** The content types of an event, by their names in the document. */
export const contentTypes = {
  /**
   * The participant is typing. Needs no `Content`.
   */
  Typing: "application/vnd.amazonaws.connect.event.typing",
  /**
   * The participant's connection is up. Needs no `Content`. The service no longer maintains this event since 2024-12-31: `CreateParticipantConnection` does its work now.
   * @deprecated
   */
  ConnectionAcknowledged: "application/vnd.amazonaws.connect.event.connection.acknowledged",
  /**
   * A message arrived. `Content` is a `MessageReceiptContent`, as a string.
   */
  MessageDelivered: "application/vnd.amazonaws.connect.event.message.delivered",
  /**
   * A message was read. `Content` is a `MessageReceiptContent`, as a string.
   */
  MessageRead: "application/vnd.amazonaws.connect.event.message.read",
} as const;

/** The operation's name. */
export const operationId = "SendEvent" as const;

/** The operation's method. */
export const method = "POST" as const;

/** The operation's path, below the endpoint. */
export const path = "/participant/event" as const;

/** The media type of request and response bodies. */
export const mediaType = "application/json" as const;

/** The header that carries the ConnectionToken, and how many characters it may have. */
export const connectionToken = {
  "header": "X-Amz-Bearer",
  "minLength": 1,
  "maxLength": 1000
} as const;

/** The content types whose Content is a MessageReceiptContent. */
export const receiptContentTypes = [
  "application/vnd.amazonaws.connect.event.message.delivered",
  "application/vnd.amazonaws.connect.event.message.read"
] as const;

/** The content types that the service has retired. */
export const deprecatedContentTypes = [
  "application/vnd.amazonaws.connect.event.connection.acknowledged"
] as const;

/** The names of response headers but those of CORS, without prefix and hyphens. */
export const headers = {
  "RequestId": "x-amzn-RequestId",
  "ErrorType": "x-amzn-ErrorType",
  "Allow": "Allow",
  "RetryAfter": "Retry-After"
} as const;

/** The names of the CORS headers, without prefix and hyphens. */
export const corsHeaders = {
  "AllowOrigin": "Access-Control-Allow-Origin",
  "ExposeHeaders": "Access-Control-Expose-Headers",
  "AllowMethods": "Access-Control-Allow-Methods",
  "AllowHeaders": "Access-Control-Allow-Headers",
  "MaxAge": "Access-Control-Max-Age"
} as const;

/** The exceptions of the service's model, with their statuses. */
export const exceptions = {
  "ValidationException": 400,
  "AccessDeniedException": 403,
  "ConflictException": 409,
  "ThrottlingException": 429,
  "InternalServerException": 500
} as const;

/** The exceptions of HTTP and JSON, outside the model, with their statuses. */
export const protocolExceptions = {
  "SerializationException": 400,
  "UnknownOperationException": 404,
  "MethodNotAllowedException": 405,
  "NotAcceptableException": 406,
  "RequestTimeoutException": 408,
  "RequestEntityTooLargeException": 413,
  "UnsupportedMediaTypeException": 415,
  "RequestHeaderFieldsTooLargeException": 431
} as const;

/** How large a request body may be, in bytes. */
export const bodyLimit = 262144 as const;

/** The CORS headers, by their names among the components, with their values. */
export const cors = {
  "AllowOrigin": "*",
  "ExposeHeaders": "x-amzn-RequestId,x-amzn-ErrorType,Retry-After",
  "AllowMethods": "POST,OPTIONS",
  "MaxAge": "600"
} as const;

/** Where the stub listens unless told otherwise. */
export const localServer = "http://127.0.0.1:4010" as const;
