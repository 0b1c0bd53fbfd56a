// Generated from apps/stub/chat.yaml by `npm run generate`: edit that, not this.

export interface paths {
    "/_stub/chats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the chats
         * @description Newest first, those that have ended included.
         */
        get: operations["listChats"];
        put?: never;
        /**
         * Create a chat
         * @description Issues a participant token to each participant. Nobody has joined yet.
         */
        post: operations["createChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/chats/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description Serves this document as JSON, with what it refers to in the contract.
         */
        get: operations["getChatDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/chats/socket/{ticket}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The WebSocket of a participant
         * @description The `Url` of `POST /participant/connection`, for a WebSocket handshake (RFC 6455). Its ticket is good for one handshake
         *     within 100 seconds. Frames are JSON texts with a `topic`:
         *
         *     - `{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}` starts the deliveries, and is confirmed with the same
         *       topic and `"status":"success"`. `aws/unsubscribe` stops them.
         *     - `aws/heartbeat` and `aws/ping` get the same topic back, with `"statusCode":200`.
         *     - A delivery is `{"topic":"aws/chat","contentType":"application/json","content":"…"}`, whose content is an item of the
         *       transcript, as JSON in a string.
         *
         *     A socket gets what happens from its subscription on. What it missed is in the transcript, typing left out. Close
         *     codes: 1000 when the chat has ended or the participant has left, 1001 when the stub stops or the chat was removed, 1007 for
         *     a frame that is not JSON with a topic, 1008 when the tokens have expired, 1011 for a fault that was staged, 1013 when a
         *     limit was reached; the reason says which.
         */
        get: operations["openChatSocket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participant/connection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join a chat
         * @description Exchanges a participant token for a connection token, and for the URL of a WebSocket. The participant has joined the
         *     chat from its first call on. Each further call gives a new token and a new URL, and takes away none.
         */
        post: operations["createParticipantConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participant/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message
         * @description Delivers a message to the subscribed sockets of all participants. A message that is sent again with the same
         *     `ClientToken` gets the first response again, and is delivered once.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participant/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the transcript
         * @description The transcript has the items of the chat as they were delivered, typing left out. It keeps the last 1,000, as far as they
         *     fit into 1 MiB.
         */
        post: operations["getTranscript"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participant/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave a chat
         * @description From now on, the tokens of the participant are rejected with `AccessDeniedException`, and its sockets are closed. When
         *     a customer leaves, or nobody who joined is left, the chat ends for everybody.
         */
        post: operations["disconnectParticipant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description What a participant is in the chat.
         * @enum {string}
         */
        ParticipantRole: "CUSTOMER" | "AGENT" | "SUPERVISOR" | "CUSTOM_BOT" | "SYSTEM";
        ChatRequest: {
            /**
             * @description Who is in the chat.
             * @default [
             *       {
             *         "ParticipantRole": "CUSTOMER"
             *       },
             *       {
             *         "ParticipantRole": "AGENT"
             *       }
             *     ]
             */
            participants?: {
                ParticipantRole: components["schemas"]["ParticipantRole"];
                /** @description The name that others see. Default: the role, such as `Agent`. */
                DisplayName?: string;
            }[];
            /**
             * @description Seconds until all tokens of the chat expire.
             * @default 86400
             */
            ttlSeconds?: number;
        };
        IssuedChat: {
            /** @description The ID of the chat. */
            ContactId: string;
            Participants: {
                ParticipantId: string;
                ParticipantRole: components["schemas"]["ParticipantRole"];
                DisplayName: string;
                /** @description The token that joins the chat. */
                ParticipantToken: string;
            }[];
        };
        ChatList: {
            chats: components["schemas"]["ListedChat"][];
        };
        ListedChat: {
            ContactId: string;
            /** Format: date-time */
            startedAt: string;
            /**
             * Format: date-time
             * @description When the chat ended or its tokens expired. Absent while it goes on.
             */
            endedAt?: string;
            Participants: components["schemas"]["ListedParticipant"][];
        };
        ListedParticipant: {
            ParticipantId: string;
            ParticipantRole: components["schemas"]["ParticipantRole"];
            DisplayName: string;
            /** @description Whether the participant has joined the chat, and is still in it. */
            connected: boolean;
            /** @description How many sockets it has open, at the replica that responds. */
            sockets: number;
            /** @description The fingerprints of its latest connection tokens, 20 at most, as the journal has them. */
            connections: string[];
        };
        ConnectionInput: {
            /** @description What the response is to have. Default: both. */
            Type?: components["schemas"]["ConnectionType"][];
            /** @description Accepted, and without effect. The participant has joined in any case. */
            ConnectParticipant?: boolean;
        };
        /**
         * @description Which part of a connection is asked for. `WEBRTC_CONNECTION` is accepted, and gives nothing.
         * @enum {string}
         */
        ConnectionType: "WEBSOCKET" | "CONNECTION_CREDENTIALS" | "WEBRTC_CONNECTION";
        ParticipantConnection: {
            Websocket?: {
                /** @description Where to open one WebSocket, within 100 seconds. */
                Url: string;
                /**
                 * Format: date-time
                 * @description When the WebSocket is closed, if nothing closes it before.
                 */
                ConnectionExpiry: string;
            };
            ConnectionCredentials?: {
                /** @description The token that sends events and messages. */
                ConnectionToken: string;
                /**
                 * Format: date-time
                 * @description When the token expires.
                 */
                Expiry: string;
            };
        };
        DisconnectionInput: {
            /** @description Accepted, and without effect. Leaving twice is rejected, as the tokens are. */
            ClientToken?: string;
        };
        /**
         * @description The kind of a message.
         * @enum {string}
         */
        MessageContentType: "text/plain" | "text/markdown" | "application/json";
        MessageInput: {
            ContentType: components["schemas"]["MessageContentType"];
            Content: string;
            /** @description The idempotency key. */
            ClientToken?: string;
        };
        SentMessage: {
            /** @description The message's ID, which receipts name. */
            Id: string;
            /** Format: date-time */
            AbsoluteTime: string;
        };
        TranscriptQuery: {
            /** @description The ID of this chat. No other is there. */
            ContactId?: string;
            /**
             * @description The most items of the page. 0 counts as absent.
             * @default 10
             */
            MaxResults?: number;
            /** @description The `NextToken` of the page before. */
            NextToken?: string;
            /**
             * @description In which direction to read. Default: `FORWARD` with a StartPosition, else `BACKWARD`.
             * @enum {string}
             */
            ScanDirection?: "FORWARD" | "BACKWARD";
            /**
             * @description The order of the items within the page.
             * @default DESCENDING
             * @enum {string}
             */
            SortOrder?: "ASCENDING" | "DESCENDING";
            StartPosition?: components["schemas"]["StartPosition"];
        };
        /** @description Where to start reading, by one of its members. Empty, it counts as absent. */
        StartPosition: {
            /** @description The ID of an item, which the page begins with. */
            Id?: string;
            /** @description A time, after or before which the page begins. */
            AbsoluteTime?: string;
            /** @description How many items from the end. */
            MostRecent?: number;
        };
        TranscriptPage: {
            InitialContactId: string;
            Transcript: components["schemas"]["ChatItem"][];
            /** @description The token of the next page. Absent on the last one. */
            NextToken?: string;
        };
        /** @description What happened in a chat. One that concerns no participant, as the end of the chat, names none. */
        ChatItem: {
            Id: string;
            /** Format: date-time */
            AbsoluteTime: string;
            ContactId: string;
            InitialContactId: string;
            /** @enum {string} */
            Type: "EVENT" | "MESSAGE" | "MESSAGEMETADATA";
            ContentType: components["schemas"]["ItemContentType"];
            /** @description The content of a message. */
            Content?: string;
            ParticipantId?: string;
            ParticipantRole?: components["schemas"]["ParticipantRole"];
            DisplayName?: string;
            MessageMetadata?: components["schemas"]["MessageMetadata"];
        };
        /** @description The kind of an item. */
        ItemContentType: components["schemas"]["ContentType"] | components["schemas"]["MessageContentType"] | components["schemas"]["ChatEventContentType"];
        /**
         * @description What the chat itself tells.
         * @enum {string}
         */
        ChatEventContentType: "application/vnd.amazonaws.connect.event.participant.joined" | "application/vnd.amazonaws.connect.event.participant.left" | "application/vnd.amazonaws.connect.event.chat.ended";
        /** @description A receipt. */
        MessageMetadata: {
            /** @description The ID of the message that was delivered or read. */
            MessageId: string;
            Receipts: {
                /** Format: date-time */
                DeliveredTimestamp?: string;
                /** Format: date-time */
                ReadTimestamp?: string;
                RecipientParticipantId: string;
            }[];
        };
        /**
         * ExceptionName
         * @description The name of an exception, as the header `x-amzn-ErrorType` has it.
         * @enum {string}
         */
        ExceptionName: "ValidationException" | "SerializationException" | "AccessDeniedException" | "UnknownOperationException" | "MethodNotAllowedException" | "NotAcceptableException" | "RequestTimeoutException" | "ConflictException" | "RequestEntityTooLargeException" | "UnsupportedMediaTypeException" | "ThrottlingException" | "RequestHeaderFieldsTooLargeException" | "InternalServerException";
        /**
         * ConnectionToken
         * @description The credential of a connection, which `CreateParticipantConnection` returns.
         */
        ConnectionToken: string;
        /**
         * ContentType
         * @description What the event says.
         * @enum {string}
         */
        ContentType: "application/vnd.amazonaws.connect.event.typing" | "application/vnd.amazonaws.connect.event.connection.acknowledged" | "application/vnd.amazonaws.connect.event.message.delivered" | "application/vnd.amazonaws.connect.event.message.read";
    };
    responses: {
        /** @description An error response, in the same shape as those of SendEvent. */
        Error: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                /** @description The name of the exception. */
                "x-amzn-ErrorType": components["schemas"]["ExceptionName"];
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @description What is wrong, and how to fix it. */
                    Message: string;
                };
            };
        };
    };
    parameters: {
        /** @description The participant token. Absent or empty, it is rejected with `AccessDeniedException`. */
        ParticipantHeader: components["schemas"]["ConnectionToken"];
        /** @description The connection token. Absent or empty, it is rejected with `AccessDeniedException`. */
        ConnectionHeader: components["schemas"]["ConnectionToken"];
    };
    requestBodies: never;
    headers: {
        /** @description The request ID. */
        RequestId: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listChats: {
        parameters: {
            query?: {
                /** @description The most chats to return. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chats. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatList"];
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    createChat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "participants": [
                 *         {
                 *           "ParticipantRole": "CUSTOMER",
                 *           "DisplayName": "Ann"
                 *         },
                 *         {
                 *           "ParticipantRole": "AGENT"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ChatRequest"];
            };
        };
        responses: {
            /** @description The chat, and the tokens of its participants. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedChat"];
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    getChatDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document, complete by itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    openChatSocket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The ticket of the URL. */
                ticket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection is a WebSocket from now on. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    createParticipantConnection: {
        parameters: {
            query?: never;
            header: {
                /** @description The participant token. Absent or empty, it is rejected with `AccessDeniedException`. */
                "X-Amz-Bearer": components["parameters"]["ParticipantHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConnectionInput"];
            };
        };
        responses: {
            /** @description What `Type` asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParticipantConnection"];
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header: {
                /** @description The connection token. Absent or empty, it is rejected with `AccessDeniedException`. */
                "X-Amz-Bearer": components["parameters"]["ConnectionHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageInput"];
            };
        };
        responses: {
            /** @description The message was delivered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMessage"];
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    getTranscript: {
        parameters: {
            query?: never;
            header: {
                /** @description The connection token. Absent or empty, it is rejected with `AccessDeniedException`. */
                "X-Amz-Bearer": components["parameters"]["ConnectionHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TranscriptQuery"];
            };
        };
        responses: {
            /** @description A page of the transcript. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranscriptPage"];
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    disconnectParticipant: {
        parameters: {
            query?: never;
            header: {
                /** @description The connection token. Absent or empty, it is rejected with `AccessDeniedException`. */
                "X-Amz-Bearer": components["parameters"]["ConnectionHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DisconnectionInput"];
            };
        };
        responses: {
            /** @description The participant has left. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
}
