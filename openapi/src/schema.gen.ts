// Generated from openapi/sendevent.yaml by `npm run generate`: edit that, not this.

export interface paths {
    "/participant/event": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event
         * @description Sends one event to the other participants of the chat.
         *
         *     Receipts work between two participants. With a third one active, or with a supervisor barged in, a receipt is
         *     rejected with `ConflictException`; typing events are still accepted.
         */
        post: operations["SendEvent"];
        delete?: never;
        /**
         * CORS preflight
         * @description The CORS preflight that a browser sends before an event from a page of another origin. Any origin and any header
         *     are allowed: the connection token is the only credential, and cookies are not used.
         */
        options: operations["PreflightSendEvent"];
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * ConnectionToken
         * @description The credential of a connection, which `CreateParticipantConnection` returns.
         */
        ConnectionToken: string;
        /**
         * ChatEvent
         * @description One event.
         */
        ChatEvent: {
            ContentType: components["schemas"]["ContentType"];
            Content?: components["schemas"]["Content"];
            ClientToken?: components["schemas"]["ClientToken"];
        };
        /**
         * ContentType
         * @description What the event says.
         * @enum {string}
         */
        ContentType: "application/vnd.amazonaws.connect.event.typing" | "application/vnd.amazonaws.connect.event.connection.acknowledged" | "application/vnd.amazonaws.connect.event.message.delivered" | "application/vnd.amazonaws.connect.event.message.read";
        /**
         * Content
         * @description The content of the event, as a string. For a receipt it is a `MessageReceiptContent` written as JSON; the other
         *     events need none. Lengths count Unicode code points.
         */
        Content: string | null;
        /**
         * ClientToken
         * @description The idempotency key of this event, which makes a retry safe: a request that repeats the connection token, the
         *     client token, the content type and the content of an earlier one gets the same response again. Case-sensitive.
         *     Clients generate a UUID when none is given. An empty string counts as absent.
         */
        ClientToken: string | null;
        /**
         * MessageReceiptContent
         * @description What a delivered or read receipt is about.
         * @example {
         *       "messageId": "11111111-aaaa-bbbb-cccc-EXAMPLE01234"
         *     }
         */
        MessageReceiptContent: {
            /** @description The `Id` of the message that arrived or was read. */
            messageId: string;
        };
        /**
         * SentEvent
         * @description The event was sent.
         */
        SentEvent: {
            /** @description The ID of the event. */
            Id: string;
            /**
             * Format: date-time
             * @description When the event was sent, in UTC, in ISO 8601 with milliseconds.
             */
            AbsoluteTime: string;
        };
        /**
         * ValidationException
         * @description The request breaks a constraint of this document.
         */
        ValidationException: {
            /** @description The member, and the constraint that it breaks. */
            Message: string;
        };
        /**
         * AccessDeniedException
         * @description The connection token gives no access.
         */
        AccessDeniedException: {
            /** @description What is wrong with the token, as far as the service tells. */
            Message: string;
        };
        /**
         * ConflictException
         * @description The event does not fit the state of the chat.
         */
        ConflictException: {
            /** @description What the event conflicts with. */
            Message: string;
        };
        /**
         * ThrottlingException
         * @description Too many requests.
         */
        ThrottlingException: {
            /** @description The quota that is exceeded. */
            Message: string;
        };
        /**
         * InternalServerException
         * @description The service failed.
         */
        InternalServerException: {
            /** @description What failed, as far as the service tells. */
            Message: string;
        };
        /**
         * ExceptionName
         * @description The name of an exception, as the header `x-amzn-ErrorType` has it.
         * @enum {string}
         */
        ExceptionName: "ValidationException" | "SerializationException" | "AccessDeniedException" | "UnknownOperationException" | "MethodNotAllowedException" | "NotAcceptableException" | "RequestTimeoutException" | "ConflictException" | "RequestEntityTooLargeException" | "UnsupportedMediaTypeException" | "ThrottlingException" | "RequestHeaderFieldsTooLargeException" | "InternalServerException";
        /**
         * ProtocolError
         * @description The request was rejected before it was validated as an event. The exception's name is in the header
         *     `x-amzn-ErrorType` alone.
         */
        ProtocolError: {
            /** @description What HTTP or JSON requires, and how to fix the request. */
            Message: string;
        };
    };
    responses: {
        /** @description The event was sent. */
        EventSent: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SentEvent"];
            };
        };
        /**
         * @description The request breaks this document (`ValidationException`), or its body cannot be read as a JSON object
         *     (`SerializationException`).
         *
         *     **When:** a member is missing, too short, too long, of another type or not one of the allowed values; the token
         *     is too long or sent twice; the JSON is malformed.
         *     **Fix:** correct what the message names. Sending `Content` as an object instead of a string is a common mistake.
         *     **Retry:** never; the same request gets the same response.
         */
        BadRequest: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                /** @description The name of the exception. */
                "x-amzn-ErrorType": components["schemas"]["ExceptionName"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationException"] | components["schemas"]["ProtocolError"];
            };
        };
        /**
         * @description The connection token gives no access.
         *
         *     **When:** the header `X-Amz-Bearer` is absent or empty; the token is unknown or expired; the chat has ended; a participant
         *     token was sent in place of a connection token.
         *     **Fix:** join the chat again with the participant token, and use the new connection token.
         *     **Retry:** never with the same token.
         */
        AccessDenied: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                /** @description The name of the exception. */
                "x-amzn-ErrorType": components["schemas"]["ExceptionName"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AccessDeniedException"];
            };
        };
        /**
         * @description There is no operation at this path.
         *
         *     **When:** the path is not exactly the operation's. Paths are case-sensitive, and a trailing slash makes another path.
         *     **Fix:** correct the path, or the endpoint that the client was given.
         *     **Retry:** never.
         */
        UnknownOperation: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                /** @description The name of the exception. */
                "x-amzn-ErrorType": components["schemas"]["ExceptionName"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ProtocolError"];
            };
        };
        /**
         * @description The path is right, the method is not.
         *
         *     **When:** any method but `POST` and `OPTIONS` (CORS preflight). The response to `HEAD` has no body.
         *     **Fix:** use a method that the header `Allow` names.
         *     **Retry:** never.
         */
        MethodNotAllowed: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                /** @description The name of the exception. */
                "x-amzn-ErrorType": components["schemas"]["ExceptionName"];
                Allow: components["headers"]["Allow"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ProtocolError"];
            };
        };
        /**
         * @description The header `Accept` excludes JSON, the only media type there is.
         *
         *     **When:** `Accept` is present and includes none of `application/json`, `application/*` and `*\/*`.
         *     **Fix:** accept `application/json`, or omit the header.
         *     **Retry:** never.
         */
        NotAcceptable: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                /** @description The name of the exception. */
                "x-amzn-ErrorType": components["schemas"]["ExceptionName"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ProtocolError"];
            };
        };
        /**
         * @description The request did not arrive in time. The connection is closed.
         *
         *     **When:** the headers or the body do not arrive completely.
         *     **Fix:** send the whole request at once.
         *     **Retry:** only after the cause is fixed.
         */
        RequestTimeout: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                /** @description The name of the exception. */
                "x-amzn-ErrorType": components["schemas"]["ExceptionName"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ProtocolError"];
            };
        };
        /**
         * @description The event does not fit the state of the chat.
         *
         *     **When:** a delivered or read receipt while more than two participants are active, or while a supervisor is barged in.
         *     **Fix:** send no receipts until the chat is between two participants again.
         *     **Retry:** never; the state of the chat must change first.
         */
        Conflict: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                /** @description The name of the exception. */
                "x-amzn-ErrorType": components["schemas"]["ExceptionName"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ConflictException"];
            };
        };
        /**
         * @description The body is too large.
         *
         *     **When:** the body exceeds the size limit of the request body, unless the server is configured otherwise.
         *     **Fix:** send less. Every body whose members are within their limits fits.
         *     **Retry:** never.
         */
        RequestEntityTooLarge: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                /** @description The name of the exception. */
                "x-amzn-ErrorType": components["schemas"]["ExceptionName"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ProtocolError"];
            };
        };
        /**
         * @description The body is not declared as JSON.
         *
         *     **When:** a body without `Content-Type`, or with another media type than `application/json`, another charset than
         *     UTF-8, or a `Content-Encoding`.
         *     **Fix:** send plain JSON under `Content-Type: application/json`.
         *     **Retry:** never.
         */
        UnsupportedMediaType: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                /** @description The name of the exception. */
                "x-amzn-ErrorType": components["schemas"]["ExceptionName"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ProtocolError"];
            };
        };
        /**
         * @description Too many requests.
         *
         *     **When:** the quota is used up. By the documented quota, an account has 10 requests a second and a burst of 15.
         *     **Fix:** send fewer events: a typing event every ten seconds is plenty.
         *     **Retry:** yes, with the same `ClientToken`, after `Retry-After`, or with exponential backoff and jitter.
         */
        Throttling: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                /** @description The name of the exception. */
                "x-amzn-ErrorType": components["schemas"]["ExceptionName"];
                "Retry-After": components["headers"]["RetryAfter"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ThrottlingException"];
            };
        };
        /**
         * @description The request line and the headers are too large. The connection is closed.
         *
         *     **When:** usually because of a cookie or a token that is not meant for this API.
         *     **Fix:** send fewer or shorter headers.
         *     **Retry:** never.
         */
        RequestHeaderFieldsTooLarge: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                /** @description The name of the exception. */
                "x-amzn-ErrorType": components["schemas"]["ExceptionName"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ProtocolError"];
            };
        };
        /**
         * @description The service failed.
         *
         *     **When:** a fault on the service's side.
         *     **Fix:** nothing is wrong with the request.
         *     **Retry:** yes, with the same `ClientToken`, with exponential backoff and jitter.
         */
        InternalServer: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                /** @description The name of the exception. */
                "x-amzn-ErrorType": components["schemas"]["ExceptionName"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InternalServerException"];
            };
        };
        /** @description The CORS preflight response. */
        Preflight: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                Allow: components["headers"]["Allow"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Allow-Methods": components["headers"]["AllowMethods"];
                "Access-Control-Allow-Headers": components["headers"]["AllowHeaders"];
                "Access-Control-Max-Age": components["headers"]["MaxAge"];
                "Access-Control-Expose-Headers": components["headers"]["ExposeHeaders"];
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /** @description The token of the participant's connection to the chat. Absent or empty, the request is denied (403). */
        ConnectionTokenHeader: components["schemas"]["ConnectionToken"];
    };
    requestBodies: never;
    headers: {
        /**
         * @description The request ID, for the logs of both sides.
         * @example 8f1f4b0e-9a53-4c43-9f0b-2d2f6b1c7a10
         */
        RequestId: string;
        /**
         * @description How many seconds to wait before the next attempt, or the HTTP date to wait for.
         * @example 1
         */
        RetryAfter: string;
        /**
         * @description The methods that this path knows.
         * @example POST, OPTIONS
         */
        Allow: string;
        /**
         * @description The pages that may read this response. Always sent, since a request need not have an `Origin`.
         * @example *
         */
        AllowOrigin: "*";
        /**
         * @description The headers of this response that a page of another origin may read.
         * @example x-amzn-RequestId,x-amzn-ErrorType,Retry-After
         */
        ExposeHeaders: "x-amzn-RequestId,x-amzn-ErrorType,Retry-After";
        /**
         * @description The methods that a page of another origin may use.
         * @example POST,OPTIONS
         */
        AllowMethods: "POST,OPTIONS";
        /**
         * @description The headers that the page asked to send. All of them are allowed.
         * @example content-type,x-amz-bearer
         */
        AllowHeaders: string;
        /**
         * @description For how many seconds a browser may cache this preflight response.
         * @example 600
         */
        MaxAge: "600";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    SendEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description The token of the participant's connection to the chat. Absent or empty, the request is denied (403). */
                "X-Amz-Bearer": components["parameters"]["ConnectionTokenHeader"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * @description The event. Members that this document does not name are ignored, and a member that is `null` counts as
         *     absent. An absent body counts as an empty object.
         */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatEvent"];
            };
        };
        responses: {
            200: components["responses"]["EventSent"];
            400: components["responses"]["BadRequest"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["UnknownOperation"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttling"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServer"];
        };
    };
    PreflightSendEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["Preflight"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
        };
    };
}
