import * as ours from "@sendevent/client";
import { describe, expect, it } from "vitest";
import { runClientCase } from "../checks/client-case.js";
import { ourSendEvent } from "../checks/clients.js";
import { Contract } from "../src/contract.js";
import { readDocument } from "../src/document.js";
import { loadCases } from "../src/load-cases.js";

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
