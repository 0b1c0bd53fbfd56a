import type { Json, JsonObject } from "./json.js";

/**
 * What a server case may judge: what the document promises, what an HTTP server, its parsers or a proxy in front decide, or
 * how a message reads.
 */
export const levels = ["contract", "transport", "wording"] as const;

/** What a server case judges. */
export type Level = (typeof levels)[number];

/** One scenario: what goes in, what must come out, who it applies to, and where the rule comes from. */
export interface ContractCase {
  /** The file's name, without `.yaml`. */
  readonly id: string;
  /** The folder that the file is in. */
  readonly group: string;
  /** One line of documentation: the rule, as a sentence. */
  readonly doc: string;
  /** Where the rule comes from. A decision is named by its page: `decision 0203`. */
  readonly source: string;
  /** The section of the reference that states the rule, by its anchor. Cases for a client have none. */
  readonly reference?: string;
  readonly applies: "server" | "client" | "both";
  /** What it judges of a server. Cases for a client have none. */
  readonly level?: Level;
  /** The server must accept any well-formed ConnectionToken, as a stub does and the service does not. */
  readonly needs?: "any-token";
  /** Not to be sent to a service that others use. */
  readonly destructive?: boolean;
  /** What a client is asked to send: the members of SendEvent's input. */
  readonly input?: JsonObject;
  readonly request?: CaseRequest;
  readonly response: CaseResponse;
  /** Requests that follow, in order, where one is not enough. */
  readonly then?: readonly CaseStep[];
  /** What the client's call results in. */
  readonly outcome?: Outcome;
}

/** The name of a case in options and reports. */
export function nameOf({ group, id }: Pick<ContractCase, "group" | "id">): string {
  return `${group}/${id}`;
}

/** One request of several, and its response. */
export interface CaseStep {
  readonly request: CaseRequest;
  readonly response: CaseResponse;
}

/** A request on the wire. What is left out is as in any valid request. `{unique}` is another text in each run of the case. */
export interface CaseRequest {
  /** `valid` (default), `absent`, `participant`, `ended`, `crowded`, or `fault:` and the name of an exception. */
  readonly token?: string;
  readonly method?: string;
  readonly path?: string;
  /** Added, or replaced by name; `null` leaves the header out. */
  readonly headers?: JsonObject;
  /** The body as JSON, … */
  readonly body?: Json;
  /** … or as text, whatever it is, in one piece or in several, … */
  readonly text?: string | readonly string[];
  /** … or as bytes, in base64. */
  readonly base64?: string;
  /** The whole request, byte for byte, in pieces; `{host}` and `{token}` stand for the target's own. */
  readonly raw?: readonly string[];
  /** The client closes its half of the connection as soon as it has sent this. Default: false. */
  readonly halfClose?: boolean;
}

/** A response: what a server must send, and what a client gets. */
export interface CaseResponse {
  readonly status: number;
  /** Any 4xx but 408 will do, in any form and by whoever is in front: what counts is that nothing is accepted. Default: false. */
  readonly anyRejection?: boolean;
  /** The exception that the header `x-amzn-ErrorType` names. */
  readonly exception?: string;
  /** `Message` must mention one of these, such as a name of the member that is wrong. */
  readonly mentions?: readonly string[];
  /** Headers with exactly this value; `null` for one that must be absent. */
  readonly headers?: JsonObject;
  /** `true`: the Id and AbsoluteTime of the first response of the case; `false`: an Id of its own. */
  readonly replayed?: boolean;
  /** The body that a client gets; a server's own body is validated against the document. */
  readonly body?: Json;
  /** The same, as text that need not be JSON. */
  readonly text?: string;
  /** The connection breaks before the whole body is there. Default: false. */
  readonly truncated?: boolean;
}

/** What a client's call results in. */
export interface Outcome {
  /** The members of the output. */
  readonly output?: JsonObject;
  /** The exception of the service. */
  readonly exception?: { readonly name: string; readonly message?: string; readonly fault: "client" | "server" };
  /** An error of the client's own, by its name. */
  readonly error?: string;
}
