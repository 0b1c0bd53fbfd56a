import { Contract, readDocument } from "@sendevent/conformance";
import { startStub } from "@sendevent/stub";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorExamples, exampleFindings, provoke } from "./checks/document-examples.js";

const document = readDocument();
const contract = new Contract(document);
let stub: Awaited<ReturnType<typeof startStub>>;

beforeAll(async () => {
  stub = await startStub({ port: 0 });
});
afterAll(() => stub.close());

describe("the document's examples", () => {
  it("are there for every body, are valid, and come in pairs", () => {
    expect(exampleFindings(document)).toEqual([]);
  });

  it.each(errorExamples(document))("$key is the response of the stub to its request", async (example) => {
    expect(await provoke(example, contract, new URL(stub.url))).toEqual([]);
  });
});
