import { isObject, type Json, type JsonObject, resolve } from "../../../../openapi/generate/document.js";
import { entriesOf, textOf } from "./node.js";

/** A request or a response as it travels. A request and its response have the same name. */
export interface Example {
  readonly name: string;
  readonly summary: string;
  readonly value: Json;
  /** What leads to this response, where no request example of the same name does. */
  readonly request?: Provocation;
}

/** A request that no well-behaved client sends. */
export interface Provocation {
  readonly method?: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it travels, if there is one. */
  readonly text?: string;
}

/** Reads the examples of a media type; an only one without a name is called `example`. */
export function readExamples(document: JsonObject, media: Json): Example[] {
  const { example, examples } = resolve(document, media);
  const named = example === undefined ? examples : { example: { summary: "", value: example } };
  return entriesOf(named).map(([name, example]) => {
    const { summary, value = null, "x-request": request } = resolve(document, example);
    return {
      name,
      summary: textOf(summary),
      value,
      ...(isObject(request) && { request: readProvocation(request) }),
    };
  });
}

function readProvocation({ method, path, headers, body, text }: JsonObject): Provocation {
  const sent = typeof text === "string" ? text : body === undefined ? undefined : JSON.stringify(body, null, 2);
  return {
    ...(typeof method === "string" && { method }),
    ...(typeof path === "string" && { path }),
    headers: Object.fromEntries(entriesOf(headers).map(([name, value]) => [name, String(value)])),
    ...(sent !== undefined && { text: sent }),
  };
}

/** Where a request goes unless it says otherwise. */
interface Target {
  readonly method: string;
  readonly path: string;
}

/** A request as text: its target, the headers that matter, its body. */
export function requestText({ method, path, headers, text }: Provocation, target: Target): string {
  const head = [
    `${method ?? target.method} ${path ?? target.path}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return [...head, ...(text === undefined ? [] : ["", text])].join("\n");
}
