import { referenceMarkdown } from "../apps/reference/src/markdown/reference.js";
import { contractModule } from "../openapi/generate/contract.js";
import { completeControlDocument } from "../openapi/generate/control.js";
import { readDocument } from "../openapi/generate/document.js";
import { schemaModule } from "../openapi/generate/schema.js";

/**
 * Every generated file of the repository: its path from the root, and what it must hold. Packages that ship take a copy
 * of what they need, so that each installs alone (decisions/0003-self-contained-packages.md).
 */
export async function generatedFiles(): Promise<Map<string, string>> {
  const document = await readDocument();
  const json = `${JSON.stringify(document, null, 2)}\n`;
  const schema = await schemaModule(document, "openapi/sendevent.yaml");
  const contract = contractModule(document);
  const control = completeControlDocument(
    await readDocument(new URL("../apps/stub/control.yaml", import.meta.url)),
    document,
  );
  return new Map([
    ["apps/stub/control.gen.json", `${JSON.stringify(control, null, 2)}\n`],
    ["apps/stub/src/control-schema.gen.ts", await schemaModule(control, "apps/stub/control.yaml")],
    ["apps/reference/reference.gen.md", referenceMarkdown(document)],
    ["openapi/sendevent.gen.json", json],
    ["apps/stub/sendevent.gen.json", json],
    ["packages/contract-tests/sendevent.gen.json", json],
    ...["openapi", "packages/client", "apps/stub"].flatMap((shipped): [string, string][] => [
      [`${shipped}/src/schema.gen.ts`, schema],
      [`${shipped}/src/contract.gen.ts`, contract],
    ]),
  ]);
}
