import type { components } from "../../src/control/schema.gen.js";

type Schemas = components["schemas"];
export type JournalEntry = Schemas["JournalEntry"];
export type Fault = Schemas["Fault"];
export type Connection = Schemas["Connection"];
export type Health = Schemas["Health"];

/** An error response of the control API. Its message says what is wrong, and how to fix it. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What a request has beside its path. */
export interface ApiRequest {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** The control API of the stub, or the namespace, that serves this page. */
export interface Api {
  /** The response to a request. Rejects with an ApiError for an error response, and a TypeError when nobody is there. */
  request(path: string, request?: ApiRequest): Promise<Response>;
  /** The JSON of the response to a GET. */
  read<Body>(path: string, signal?: AbortSignal): Promise<Body>;
}

/** The API, with this control token; `""` for none. */
export function createApi(controlToken: string): Api {
  const request = async (path: string, { method = "GET", body, headers, signal }: ApiRequest = {}) => {
    const response = await fetch(`../_stub${path}`, {
      method,
      headers: {
        ...(controlToken !== "" && { Authorization: `Bearer ${controlToken}` }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      signal: signal ?? null,
    });
    if (!response.ok) throw new ApiError(response.status, await messageOf(response));
    return response;
  };
  return { request, read: async (path, signal) => (await request(path, signal ? { signal } : {})).json() };
}

/** The message of an error response; of one that is not the stub's, its status. */
async function messageOf(response: Response): Promise<string> {
  try {
    return String((await response.json()).Message);
  } catch {
    return `The response has status ${response.status}, and not the form of the stub's`;
  }
}

/** What to tell a reader of something that failed. */
export function reasonOf(error: unknown): string {
  return error instanceof ApiError ? error.message : "The stub does not respond: is it running?";
}
