import { Contract, readDocument } from "@sendevent/conformance";
import { expect, it } from "vitest";
import { requestFindings } from "./checks/request-witness.js";
import { responseFindings } from "./checks/response-witness.js";

const contract = new Contract(readDocument());

it("the document allows the responses that its witness allows, and no others", () => {
  expect(responseFindings(contract)).toEqual([]);
});

it("the document allows the requests that its witness allows, and no others", () => {
  expect(requestFindings(contract)).toEqual([]);
});
