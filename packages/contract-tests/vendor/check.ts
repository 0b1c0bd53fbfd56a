// npm run check:vendor: compares document, vendor facts and the vendor's SDK.
// With --latest, against the newest published SDK instead of the installed one.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDocument } from "@sendevent/conformance";
import { readKnownDifferences } from "./facts.js";
import { documentFindings, sdkFindings } from "./findings.js";
import { sdkFacts } from "./sdk-facts.js";

const known = readKnownDifferences();
const decisions = new URL("../../../decisions/", import.meta.url);
const sdk = process.argv.includes("--latest") ? latestSdkFacts() : sdkFacts(import.meta.url);
const findings = [
  ...documentFindings(readDocument(), known),
  ...sdkFindings(sdk),
  ...known
    .filter(({ decision }) => !existsSync(new URL(decision, decisions)))
    .map(({ decision }) => `decisions/${decision} is missing`),
];
for (const finding of findings) console.error(finding);
if (findings.length > 0) process.exitCode = 1;
else
  console.error(
    `The document agrees with the vendor's facts and with the SDK ${sdk.version}, but for ${known.length} known differences.`,
  );

function latestSdkFacts() {
  const folder = mkdtempSync(join(tmpdir(), "vendor-sdk-"));
  try {
    writeFileSync(join(folder, "package.json"), "{}");
    const install = [
      "install",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "@aws-sdk/client-connectparticipant@latest",
    ];
    execFileSync("npm", install, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    return sdkFacts(join(folder, "package.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
