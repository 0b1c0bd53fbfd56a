// Generated from apps/stub/control.yaml by `npm run generate`: edit that, not this.

export interface paths {
    "/_stub/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the stub runs
         * @description Needs no control token, on any address. `HEAD` does as well.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the stub takes events
         * @description Needs no control token, on any address. `HEAD` does as well.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/openapi.json": {
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
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health, and how much state is kept
         * @description Tells with which options the stub runs, and how many tokens, faults and events it keeps.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures for Prometheus
         * @description Requests by outcome and content type, their duration, replays, faults, throttled events, the journal's size and errors
         *     of the store. All names begin with `sendevent_stub_`. A content type that the contract does not know counts as
         *     `other`, an absent one as `none`.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Reset the state of the namespace, or of one connection
         * @description Removes connections, faults, replays, attempts and the journal, refills the throttle, and restarts a seed. Back are
         *     the connections and faults that the stub was started with. With `token`, only what is of that connection is reset.
         */
        delete: operations["resetState"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue tokens for a chat
         * @description Issues a connection token, which sends events, and a participant token, which joins the chat.
         */
        post: operations["issueConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/connections/{ConnectionToken}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a chat
         * @description From now on, events with this token are rejected with `AccessDeniedException`.
         */
        delete: operations["endConnection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the staged faults
         * @description Lists the faults, those that are used up included, with how many events each has hit.
         */
        get: operations["listFaults"];
        put?: never;
        /**
         * Stage a fault
         * @description The fault hits the matching events that arrive from now on, until it is used up or removed.
         */
        post: operations["addFault"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/faults/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a fault
         * @description From now on, events are processed as if the fault had not been staged.
         */
        delete: operations["removeFault"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the journal
         * @description Newest first. When there is more, `next` is the cursor to give as `before`.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/events/wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Wait until events have arrived
         * @description Responds as soon as the journal has `count` matching entries, earlier ones included, or after `timeoutMs`.
         *     `complete` says whether all arrived.
         */
        get: operations["waitForEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_stub/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the journal
         * @description Server-sent events: each has the entry's `sequence` as `id`, the type `entry`, and a `JournalEntry` as data.
         *     Starts with the next entry; with `Last-Event-ID`, with the entry after that ID. An ID
         *     that the journal has not reached (it was reset, or the stub restarted) starts with the oldest entry. Every 15
         *     seconds there is a comment, so that no proxy takes the connection for dead.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
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
        Probe: {
            /** @enum {unknown} */
            status: "ok" | "unavailable";
        };
        Health: {
            /** @constant */
            status: "ok";
            /** @description The version of the stub. */
            version: string;
            /** @description The value of `--access`. */
            access: string;
            /** @description The value of `--idempotency`. */
            idempotency: string;
            /** @description Whether warnings are rejected. */
            strict: boolean;
            /** @description How many of each kind are kept now. */
            remembered: components["schemas"]["Counts"];
            /** @description How many of each kind were dropped, oldest first, because a limit was reached. */
            dropped: components["schemas"]["Counts"];
        };
        Counts: {
            /** @description Issued tokens, of which each connection has two. */
            connections: number;
            faults: number;
            replays: number;
            /** @description Attempts counted for reserved tokens that fail a number of times. */
            attempts: number;
            events: number;
            /** @description Chats, those that have ended included. */
            chats: number;
            /** @description Namespaces beside the stub's own. All the other numbers are of one namespace. */
            namespaces: number;
        };
        ConnectionRequest: {
            /** @description The token to issue. Default: a generated one. */
            ConnectionToken?: components["schemas"]["IssuedToken"];
            /** @description The participant token to issue with it. Default: a generated one. */
            ParticipantToken?: components["schemas"]["IssuedToken"];
            /**
             * @description Seconds until the connection token expires.
             * @default 86400
             */
            ttlSeconds?: number;
            /**
             * @description How many participants are active in the chat. With more than two, receipts are rejected.
             * @default 2
             */
            participants?: number;
        };
        /**
         * @description A token that fits into a header (visible ASCII, spaces only inside) and into the path of this API (not `.` or
         *     `..`). Tokens that begin with `stub:` are reserved.
         */
        IssuedToken: components["schemas"]["ConnectionToken"];
        Connection: {
            /** @description The token that joins the chat. Events sent with it are rejected. */
            ParticipantToken: string;
            /** @description The token that sends events. */
            ConnectionToken: string;
            /** @description The fingerprint of the connection token, as `connection` of its journal entries. */
            connectionFingerprint: string;
            /**
             * Format: date-time
             * @description When the connection token expires.
             */
            Expiry: string;
        };
        /**
         * @description The fault (`exception`, `connection`, `sequence`, `status`, `delayMs`) and the requests it applies to, or the fault of a
         *     `delivery` in a chat.
         */
        FaultRequest: {
            /** @description Respond with this exception. */
            exception?: components["schemas"]["ExceptionName"];
            /** @description The exception's message. Default: that of the contract's example. */
            message?: string;
            /** @description The value of `Retry-After`. Default: 1 for a ThrottlingException, and none for others. */
            retryAfterSeconds?: number;
            /** @description Wait this long first, in milliseconds. Without another fault, the event is then processed as usual. */
            delayMs?: number;
            connection?: components["schemas"]["ConnectionFault"];
            /**
             * @description What happens to one event after the other: `ok`, an exception or a connection fault. When it is over the fault is,
             *     too, unless `times` says that it starts again.
             */
            sequence?: components["schemas"]["SequenceStep"][];
            /** @description Respond with this status, which the contract may not have. The journal says `outside-contract`. */
            status?: number;
            headers?: components["schemas"]["FaultHeaders"];
            /** @description The body that goes with `status`: a string as it is, anything else as JSON. Default: none. */
            body?: unknown;
            /** @description Which requests it applies to. Default: SendEvent. */
            operation?: components["schemas"]["FaultOperation"];
            delivery?: components["schemas"]["DeliveryFault"];
            /** @description Only for requests of, or deliveries to, this participant of a chat. */
            participantId?: string;
            /** @description Only for events, messages or deliveries of this content type. */
            contentType?: components["schemas"]["ItemContentType"];
            /** @description Only for events whose Content has this text in it. */
            contentContains?: string;
            /** @description Only for events whose Content is JSON that has a value at this JSON Pointer (RFC 6901), such as `/messageId`. */
            contentPointer?: string;
            /** @description Only for those that have this value there. Default: any. */
            contentValue?: string | number | boolean | null;
            /** @description Only for events with this connection token. */
            connectionToken?: components["schemas"]["ConnectionToken"];
            /** @description For how many events. Default: all, until the fault is removed. */
            times?: number;
            /**
             * @description How many matching events to skip first.
             * @default 0
             */
            skip?: number;
            /**
             * @description The probability that a matching event is hit, from 0 to 1.
             * @default 1
             */
            probability?: number;
        } & (unknown | unknown | unknown | unknown | {
            operation?: never;
            connectionToken?: never;
        } | {
            exception?: never;
            connection?: never;
            sequence?: never;
            status?: never;
            delivery?: never;
        });
        /**
         * @description An operation of the service. All but SendEvent are of chats.
         * @enum {string}
         */
        FaultOperation: "SendEvent" | "CreateParticipantConnection" | "SendMessage" | "GetTranscript" | "DisconnectParticipant";
        /**
         * @description What happens to one item on its way to one socket, after `delayMs` if that is given.
         * @enum {string}
         */
        DeliveryFault: "drop" | "delay" | "duplicate" | "close";
        /**
         * @description The event is processed as usual.
         * @enum {string}
         */
        NoFault: "ok";
        /** @description What happens to one event of a sequence. */
        SequenceStep: components["schemas"]["NoFault"] | components["schemas"]["ExceptionName"] | components["schemas"]["ConnectionFault"];
        /**
         * @description Headers that go with `status`, in visible ASCII. Those that frame the response are the stub's own: `Connection`,
         *     `Content-Length` and `Transfer-Encoding`.
         */
        FaultHeaders: {
            [key: string]: string;
        };
        /**
         * @description What happens to the connection instead of a response.
         * @enum {string}
         */
        ConnectionFault: "reset" | "hang" | "truncated" | "malformed" | "html502";
        Fault: {
            /** @description The ID to remove it by. */
            id: string;
            /** @description How many events it has hit. */
            hits: number;
            exception?: components["schemas"]["ExceptionName"];
            message?: string;
            retryAfterSeconds?: number;
            delayMs?: number;
            connection?: components["schemas"]["ConnectionFault"];
            sequence?: components["schemas"]["SequenceStep"][];
            status?: number;
            headers?: components["schemas"]["FaultHeaders"];
            body?: unknown;
            operation?: components["schemas"]["FaultOperation"];
            delivery?: components["schemas"]["DeliveryFault"];
            participantId?: string;
            contentType?: components["schemas"]["ItemContentType"];
            contentContains?: string;
            contentPointer?: string;
            contentValue?: string | number | boolean | null;
            /** @description The fingerprint of the connection token that the fault applies to. */
            connectionFingerprint?: string;
            times?: number;
            skip: number;
            probability: number;
        };
        FaultList: {
            faults: components["schemas"]["Fault"][];
        };
        EventsFound: {
            events: components["schemas"]["JournalEntry"][];
            /** @description Whether `count` entries arrived in time. */
            complete: boolean;
        };
        JournalPage: {
            events: components["schemas"]["JournalEntry"][];
            /** @description The cursor of the next page. Absent on the last one. */
            next?: number;
        };
        /** @description One request and its outcome. */
        JournalEntry: {
            /** @description Its place in the journal, from 1. The id in the stream. */
            sequence: number;
            /** @description The value of `x-amzn-RequestId`. */
            requestId: string;
            /**
             * Format: date-time
             * @description When the request arrived.
             */
            receivedAt: string;
            /** @description How long the stub took, in milliseconds. */
            durationMs: number;
            outcome: components["schemas"]["Outcome"];
            /** @description The message of the error response. */
            reason?: string;
            /** @description The event's Id. A replay has the Id of the first response. */
            Id?: string;
            /** @description The event's time. A replay has that of the first response. */
            AbsoluteTime?: string;
            ContentType?: string;
            Content?: string;
            ClientToken?: string;
            /** @description The fingerprint of the connection token; the token itself is never kept. */
            connection?: string;
            /** @description The caller's User-Agent. */
            userAgent?: string;
            /** @description The request's method. */
            method?: string;
            /** @description The request's path, without what follows a `?`. */
            path?: string;
            /**
             * @description The request's headers that decide about the response, beside the token's, as they came: `accept`, `content-type`,
             *     `origin` and `prefer`. Of each, and of `path` and `userAgent`, the first 256 characters are kept.
             */
            headers?: {
                [key: string]: string;
            };
            /** @description What the contract allows, but is likely a mistake. */
            warnings: components["schemas"]["Warning"][];
        };
        Warning: {
            /** @description The warning's code. */
            code: string;
            /** @description What is likely a mistake, and how to fix it. */
            message: string;
        };
        /**
         * @description The outcome of an accepted request, the first time or again.
         * @enum {string}
         */
        AcceptedOutcome: "accepted" | "replayed";
        /**
         * @description The outcome of a request to which a fault responded with a status of its choice.
         * @enum {string}
         */
        OutsideContract: "outside-contract";
        /**
         * @description The outcome of a request: `accepted`, `replayed`, the name of the exception it was rejected with, the
         *     connection fault that hit it, or `outside-contract` for a status that a fault chose.
         */
        Outcome: components["schemas"]["AcceptedOutcome"] | components["schemas"]["OutsideContract"] | components["schemas"]["ExceptionName"] | components["schemas"]["ConnectionFault"];
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
        /**
         * @description The kind of a message.
         * @enum {string}
         */
        MessageContentType: "text/plain" | "text/markdown" | "application/json";
        /**
         * @description What the chat itself tells.
         * @enum {string}
         */
        ChatEventContentType: "application/vnd.amazonaws.connect.event.participant.joined" | "application/vnd.amazonaws.connect.event.participant.left" | "application/vnd.amazonaws.connect.event.chat.ended";
        /** @description The kind of an item. */
        ItemContentType: components["schemas"]["ContentType"] | components["schemas"]["MessageContentType"] | components["schemas"]["ChatEventContentType"];
    };
    responses: {
        /** @description It does. */
        Passed: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "ok"
                 *     }
                 */
                "application/json": components["schemas"]["Probe"];
            };
        };
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
        /** @description Only entries of this connection, by its ConnectionToken or by its fingerprint. */
        tokenQuery: string;
        /** @description Only entries of this content type. Rejected requests may have one that the contract does not know. */
        contentTypeQuery: string;
        /** @description Only entries with this outcome. */
        outcomeQuery: components["schemas"]["Outcome"];
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
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Passed"];
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Passed"];
            /** @description Not now. The store cannot be reached, or the stub is about to stop. */
            503: {
                headers: {
                    "x-amzn-RequestId": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "unavailable"
                     *     }
                     */
                    "application/json": components["schemas"]["Probe"];
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    getDocument: {
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
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stub is up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "version": "0.1.0",
                     *       "access": "open",
                     *       "idempotency": "window",
                     *       "strict": false,
                     *       "remembered": {
                     *         "connections": 2,
                     *         "faults": 1,
                     *         "replays": 3,
                     *         "attempts": 0,
                     *         "events": 5,
                     *         "chats": 1,
                     *         "namespaces": 0
                     *       },
                     *       "dropped": {
                     *         "connections": 0,
                     *         "faults": 0,
                     *         "replays": 0,
                     *         "attempts": 0,
                     *         "events": 0,
                     *         "chats": 0,
                     *         "namespaces": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures, in Prometheus's text format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    resetState: {
        parameters: {
            query?: {
                /** @description Only the state of this connection, by its ConnectionToken. */
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state was reset. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    issueConnection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConnectionRequest"];
            };
        };
        responses: {
            /** @description The tokens. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ParticipantToken": "participant-4b1f0a7e",
                     *       "ConnectionToken": "connection-9c2d6e51",
                     *       "connectionFingerprint": "5f1a0c93d27be846",
                     *       "Expiry": "2026-11-23T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Connection"];
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    endConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The connection token of the chat. */
                ConnectionToken: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    listFaults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first, which is also the order in which they are tried. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "faults": [
                     *         {
                     *           "id": "6f1c2f0e-3a52-4d0c-9a57-0f8b5f0d2c11",
                     *           "hits": 1,
                     *           "exception": "ThrottlingException",
                     *           "times": 2,
                     *           "skip": 0,
                     *           "probability": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["FaultList"];
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    addFault: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaultRequest"];
            };
        };
        responses: {
            /** @description Staged. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "6f1c2f0e-3a52-4d0c-9a57-0f8b5f0d2c11",
                     *       "hits": 0,
                     *       "exception": "ThrottlingException",
                     *       "times": 2,
                     *       "skip": 0,
                     *       "probability": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Fault"];
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    removeFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The fault's id, as it was given when the fault was staged. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description Only entries of this connection, by its ConnectionToken or by its fingerprint. */
                token?: components["parameters"]["tokenQuery"];
                /** @description Only entries of this content type. Rejected requests may have one that the contract does not know. */
                contentType?: components["parameters"]["contentTypeQuery"];
                /** @description Only entries with this outcome. */
                outcome?: components["parameters"]["outcomeQuery"];
                /** @description Only entries older than this cursor, the `next` of an earlier response. */
                before?: number;
                /** @description The most entries to return. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "sequence": 2,
                     *           "requestId": "0b0e7a44-6c1f-4b5a-8d0e-2f3a9c5e7d10",
                     *           "receivedAt": "2026-11-22T09:30:00.000Z",
                     *           "durationMs": 1.4,
                     *           "outcome": "accepted",
                     *           "Id": "e1a7c2f6-5d0b-4e1c-9b7e-6f2d8c3a4b51",
                     *           "AbsoluteTime": "2026-11-22T09:30:00.000Z",
                     *           "ContentType": "application/vnd.amazonaws.connect.event.typing",
                     *           "connection": "2c26b46b68ff",
                     *           "userAgent": "curl/8.14.1",
                     *           "warnings": []
                     *         }
                     *       ],
                     *       "next": 2
                     *     }
                     */
                    "application/json": components["schemas"]["JournalPage"];
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    waitForEvents: {
        parameters: {
            query?: {
                /** @description Only entries of this connection, by its ConnectionToken or by its fingerprint. */
                token?: components["parameters"]["tokenQuery"];
                /** @description Only entries of this content type. Rejected requests may have one that the contract does not know. */
                contentType?: components["parameters"]["contentTypeQuery"];
                /** @description Only entries with this outcome. */
                outcome?: components["schemas"]["Outcome"];
                /** @description Only entries with a larger sequence than this. */
                after?: number;
                /** @description How many entries to wait for. */
                count?: number;
                /** @description The longest time to wait, in milliseconds. */
                timeoutMs?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What has arrived, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "sequence": 1,
                     *           "requestId": "0b0e7a44-6c1f-4b5a-8d0e-2f3a9c5e7d10",
                     *           "receivedAt": "2026-11-22T09:30:00.000Z",
                     *           "durationMs": 1.4,
                     *           "outcome": "accepted",
                     *           "Id": "e1a7c2f6-5d0b-4e1c-9b7e-6f2d8c3a4b51",
                     *           "AbsoluteTime": "2026-11-22T09:30:00.000Z",
                     *           "ContentType": "application/vnd.amazonaws.connect.event.typing",
                     *           "connection": "2c26b46b68ff",
                     *           "userAgent": "curl/8.14.1",
                     *           "warnings": []
                     *         }
                     *       ],
                     *       "complete": true
                     *     }
                     */
                    "application/json": components["schemas"]["EventsFound"];
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
    streamEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last entry that was seen; 0 starts with the oldest that is kept. */
                "Last-Event-ID"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. It ends when the client disconnects or the stub stops. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            default: components["responses"]["Error"];
            "4XX": components["responses"]["Error"];
        };
    };
}
