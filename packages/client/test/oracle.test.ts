import * as vendor from "@aws-sdk/client-connectparticipant";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as commands from "../src/aws-sdk.js";
import * as ours from "../src/index.js";
import { cases, type Observed, type VendorCase } from "./oracle-cases.js";
import { errorResponse, type ScriptedResponse, sent, startServer } from "./server.js";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const modelled = [
  "ValidationException",
  "AccessDeniedException",
  "ConflictException",
  "ThrottlingException",
  "InternalServerException",
] as const;

// Both clients multiply their pauses by it: with 0 there are none
beforeAll(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterAll(() => void vi.restoreAllMocks());

type Library = typeof ours | typeof vendor;

function clientOf(library: Library, endpoint: string) {
  if (library === ours) return new ours.ConnectParticipant({ endpoint });
  const credentials = { accessKeyId: "none", secretAccessKey: "none" };
  return new vendor.ConnectParticipant({ endpoint, region: "us-east-1", credentials });
}

/** Puts the row to a client and tells what can be seen. */
async function observe(library: Library, { input, responses }: VendorCase): Promise<Observed> {
  const { endpoint, requests } = await startServer(responses);
  const event = { ConnectionToken: "tok", ContentType: ours.ContentType.Typing, ...input };
  // The vendor's types know no null; its serialiser does
  const call = clientOf(library, endpoint).sendEvent(event as ours.SendEventRequest & vendor.SendEventRequest);
  const result = await call.then(
    ({ Id, AbsoluteTime, $metadata }) => ({ outcome: "output" as const, Id, AbsoluteTime, ...known($metadata) }),
    (error) => ({
      outcome: "error" as const,
      name: error.name,
      message: error.message,
      fault: error.$fault,
      service: error.$service,
      retryable: error.$retryable,
      instanceOf: modelled.filter((name) => error instanceof library[name]),
      ...known(error.$metadata),
    }),
  );
  const bodies = requests.map(({ body }) =>
    JSON.parse(body, (key, value) => (key === "ClientToken" && uuid.test(value) ? "a UUID" : value)),
  );
  const [first] = requests;
  return {
    method: first?.method,
    path: first?.path,
    token: first?.headers.get("x-amz-bearer") ?? null,
    body: bodies[0],
    steady: new Set(requests.map(({ body, headers }) => body + headers.get("x-amz-bearer"))).size === 1,
    requests: requests.length,
    ...result,
  } as Observed;
}

function known($metadata: ours.ResponseMetadata = {}) {
  const { httpStatusCode: status, requestId, attempts } = $metadata;
  return { status, requestId, attempts };
}

/** Sends a command with a callback, and tells what it is given and what is returned. */
async function observeCallback(library: typeof commands | typeof vendor, responses: ScriptedResponse[]) {
  const { endpoint } = await startServer(responses);
  const credentials = { accessKeyId: "none", secretAccessKey: "none" };
  const client = new library.ConnectParticipantClient({ endpoint, region: "us-east-1", credentials, logger: silent });
  const command = new library.SendEventCommand({ ConnectionToken: "tok", ContentType: ours.ContentType.Typing });
  return new Promise((resolve) => {
    const returned = [
      // @ts-expect-error the two libraries' commands are no union that can be called
      client.send(command, (error: Error | null, output?: ours.SendEventCommandOutput) =>
        resolve({ returned, error: error?.name ?? error, Id: output?.Id }),
      ),
    ];
  });
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

describe("the vendor's SDK as oracle", () => {
  test.each([
    ["an output", [sent]],
    ["an error", [errorResponse(403, "AccessDeniedException")]],
  ])("a callback gets %s", async (_, responses) => {
    expect(await observeCallback(commands, responses)).toEqual(await observeCallback(vendor, responses));
  });

  test.each(cases)("$title", async (row) => {
    const theirs = await observe(vendor, row);
    const own = await observe(ours, row);
    if (!row.differs) return expect(own).toEqual(theirs);
    expect(own, row.differs.why).toMatchObject(row.differs.ours);
    expect(own, "no longer different: drop `differs`").not.toEqual(theirs);
    const { method, path, token } = theirs;
    expect(own).toMatchObject({ method, path, token, steady: true });
  });

  test("the table has at least 60 rows, no two of one title", () => {
    expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });
});
