import { referenceMarkdown } from "../apps/reference/src/markdown/reference.js";
import { contractModule } from "../openapi/generate/contract.js";
import { completeControlDocument } from "../openapi/generate/control.js";
import { readDocument } from "../openapi/generate/document.js";
import { schemaModule } from "../openapi/generate/schema.js";
import { stubReadme } from "./stub-readme.js";

/**
 * Every generated file of the repository: its path from the root, and what it must hold. Packages that ship take a copy
 * of what they need, so that each installs alone (decisions/0003-self-contained-packages.md). What is made from code
 * comes last: that code reads generated files itself.
 */
export async function* generatedFiles(): AsyncGenerator<[path: string, content: string]> {
  const document = await readDocument();
  const json = `${JSON.stringify(document, null, 2)}\n`;
  const schema = await schemaModule(document, "openapi/sendevent.yaml");
  const contract = contractModule(document);
  for (const embedding of ["openapi", "apps/stub", "packages/contract-tests"]) {
    yield [`${embedding}/sendevent.gen.json`, json];
  }
  for (const typed of ["openapi", "apps/stub", "packages/client"]) {
    yield [`${typed}/src/schema.gen.ts`, schema];
    yield [`${typed}/src/contract.gen.ts`, contract];
  }
  const controlYaml = await readDocument(new URL("../apps/stub/control.yaml", import.meta.url));
  const control = completeControlDocument(controlYaml, document);
  yield ["apps/stub/control.gen.json", `${JSON.stringify(control, null, 2)}\n`];
  yield ["apps/stub/src/control-schema.gen.ts", await schemaModule(control, "apps/stub/control.yaml")];

  yield ["apps/reference/reference.gen.md", referenceMarkdown(document)];
  yield ["apps/stub/README.md", await stubReadme()];
}
