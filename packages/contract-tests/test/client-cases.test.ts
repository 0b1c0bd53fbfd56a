import * as ours from "@sendevent/client";
import { Contract, loadCases, readDocument } from "@sendevent/conformance";
import { describe, expect, it } from "vitest";
import { runClientCase } from "./checks/client-case.js";
import { ourSendEvent } from "./checks/clients.js";

const contract = new Contract(readDocument());
const cases = loadCases().filter(({ applies }) => applies !== "server");

describe.each([...new Set(cases.map(({ group }) => group))])("the client, %s", (name) => {
  const ofGroup = cases.filter(({ group }) => group === name);
  it.each(ofGroup.map((contractCase) => [contractCase.id, contractCase.doc, contractCase] as const))(
    "%s: %s",
    async (_id, _doc, contractCase) => {
      expect(await runClientCase(contractCase, contract, ourSendEvent(ours))).toEqual([]);
    },
  );
});
