import { ConnectParticipant, InvalidResponseError } from "@sendevent/client";
import { Contract, type HttpRequest, isObject, readDocument, validRequests } from "@sendevent/conformance";
import { connectionToken } from "@sendevent/openapi";
import fc from "fast-check";
import { expect, it } from "vitest";

const contract = new Contract(readDocument());
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env["RUNS"] ?? 2000);
const inputs = validRequests(contract, true).map(({ request: { body, headers = {} } }) => ({
  ConnectionToken: headers[connectionToken.header],
  ...(isObject(body) ? body : {}),
}));
const wholes = fc.record({
  Id: fc.string({ unit: "binary", minLength: 1, maxLength: 256 }),
  AbsoluteTime: fc
    .date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString()),
});
const additions = fc.dictionary(
  fc.string({ maxLength: 9 }).filter((name) => !["Id", "AbsoluteTime", "__proto__"].includes(name)),
  fc.jsonValue(),
);

it("the client sends only requests that the document allows, and returns what each response says", async () => {
  console.error(`generated inputs: --seed ${seed}`);
  const property = fc.asyncProperty(inputs, wholes, additions, async (input, whole, addition) => {
    const sent: HttpRequest[] = [];
    const fetch = async (request: Request) => {
      const { pathname: target } = new URL(request.url);
      sent.push({ method: request.method, target, headers: new Map(request.headers), body: await request.text() });
      return Response.json({ ...addition, ...whole });
    };
    const client = new ConnectParticipant({ endpoint: "http://127.0.0.1:1", fetch });
    const { $metadata, ...output } = await client.sendEvent(Object(input));
    expect(sent.flatMap((request) => contract.requestViolations(request))).toEqual([]);
    expect(output).toEqual(whole);
    expect($metadata.httpStatusCode).toBe(200);
  });
  await fc.assert(property, { numRuns, seed });
});

it("the client says so when a success lacks what the document requires", async () => {
  const property = fc.asyncProperty(
    wholes,
    fc.constantFrom("Id", "AbsoluteTime"),
    fc.jsonValue(),
    async (whole, member, wrong) => {
      fc.pre(typeof wrong !== "string");
      const fetch = async () => Response.json({ ...whole, [member]: wrong });
      const client = new ConnectParticipant({ endpoint: "http://127.0.0.1:1", fetch });
      await expect(client.sendTyping("token")).rejects.toBeInstanceOf(InvalidResponseError);
    },
  );
  await fc.assert(property, { numRuns: numRuns / 10, seed });
});
