import { type JsonObject, readDocument } from "../../../../openapi/generate/document.js";

/** An API of the stub's own, which has a page of its own. */
export interface ApiDocument {
  /** The page is `NAME.html`, the document `NAME.json`. */
  readonly name: string;
  /** What the bar calls the page. */
  readonly label: string;
  readonly document: JsonObject;
}

/** What the site is made from. */
export interface Documents {
  readonly contract: JsonObject;
  readonly apis: readonly ApiDocument[];
}

/** The stub's own APIs, in the order of the bar. The build bundles each from `apps/stub/NAME.yaml`. */
const apis = [
  { name: "control", label: "Control" },
  { name: "chat", label: "Chat" },
];

/** Reads every document. Those of the stub must have been bundled. */
export async function readDocuments(): Promise<Documents> {
  const bundled = (name: string) => readDocument(new URL(`../../dist/${name}.json`, import.meta.url));
  return {
    contract: await readDocument(),
    apis: await Promise.all(apis.map(async (api) => ({ ...api, document: await bundled(api.name) }))),
  };
}
