import { existsSync } from "node:fs";
import { objectAt, readDocument } from "@sendevent/conformance";
import { describe, expect, it } from "vitest";
import { readKnownDifferences } from "../vendor/facts.js";
import { documentFindings, sdkFindings } from "../vendor/findings.js";
import { sdkFacts } from "../vendor/sdk-facts.js";

const known = readKnownDifferences();

describe("the document against the vendor", () => {
  it("differs from the vendor's facts only where it is decided", () => {
    expect(documentFindings(readDocument(), known)).toEqual([]);
  });

  it("has a page for each decision", () => {
    const missing = known.filter(
      ({ decision }) => !existsSync(new URL(`../../../decisions/${decision}`, import.meta.url)),
    );
    expect(missing).toEqual([]);
  });

  it("rests on facts that the vendor's SDK confirms", () => {
    expect(sdkFindings(sdkFacts(import.meta.url))).toEqual([]);
  });

  it("says which fact a wrong length breaks, and where that fact comes from", () => {
    const document = readDocument();
    objectAt(document, "components", "schemas", "ClientToken")["maxLength"] = 499;
    expect(documentFindings(document, known)).toEqual([
      expect.stringContaining(
        "SendEventRequest.members.ClientToken.maxLength: the document says 499, the vendor says 500 " +
          "(openapi/vendor/send-event.yaml, shape ClientToken)",
      ),
    ]);
  });

  it("says when a known difference is gone", () => {
    const document = readDocument();
    objectAt(document, "components", "schemas", "SentEvent")["required"] = ["Id"];
    expect(documentFindings(document, known).join("\n")).toContain("no longer says");
  });
});
