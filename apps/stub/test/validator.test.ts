import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import express from "express";
import { expect, it } from "vitest";
import { probe, validator } from "../src/http/validator.js";
import { typing } from "./send-event.js";

const contract = readFileSync(createRequire(import.meta.url).resolve("@sendevent/openapi/sendevent.json"), "utf8");
const request = {
  method: "POST",
  originalUrl: "/participant/event",
  headers: { "content-type": "application/json", "x-amz-bearer": "t" },
  body: { ContentType: typing },
};
const probed = (document: string) => {
  const app = express();
  return probe(app, validator(JSON.parse(document), {}), request);
};

it("a document that is whole passes the probe, and is not changed", async () => {
  const document: object = JSON.parse(contract);
  await probe(express(), validator(document, {}), request);
  expect(JSON.stringify(document)).toBe(JSON.stringify(JSON.parse(contract)));
});

it.each([
  [
    "a schema that is not there",
    contract.replace("#/components/schemas/SendEventRequest", "#/components/schemas/Nope"),
  ],
  ["a parameter that is not there", contract.replace("#/components/parameters/ConnectionToken", "#/nowhere")],
])("a document with %s fails the probe at the start", async (_what, document) => {
  expect(document).not.toBe(contract);
  await expect(probed(document)).rejects.toThrow();
});
