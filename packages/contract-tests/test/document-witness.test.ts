import { Contract, readDocument } from "@sendevent/conformance";
import { expect, it } from "vitest";
import { answerFindings } from "./checks/answer-witness.js";
import { requestFindings } from "./checks/request-witness.js";

const contract = new Contract(readDocument());

it("the document takes the answers that its witness takes, and no others", () => {
  expect(answerFindings(contract)).toEqual([]);
});

it("the document takes the requests that its witness takes, and no others", () => {
  expect(requestFindings(contract)).toEqual([]);
});
