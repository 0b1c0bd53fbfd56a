// What an editor shows where a name is used: of the built declarations, as users have them.
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const file = fileURLToPath(new URL("../consumer.ts", import.meta.url)); // in memory; the package finds itself
const content = `import * as client from "@sendevent/client/aws-sdk";
const { ContentType } = client;
[ContentType.Typing, ContentType.ConnectionAcknowledged, ContentType.MessageDelivered, ContentType.MessageRead];
const participant = new client.ConnectParticipant({ region: "", maxAttempts: 1 });
participant.sendConnectionAcknowledged("");
[client.ThrottlingException, client.NetworkError];
`;

const options: ts.CompilerOptions = { module: ts.ModuleKind.NodeNext, strict: true, types: [] };
const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => [file],
  getScriptVersion: () => "1",
  getScriptSnapshot: (path) => {
    const text = path === file ? content : ts.sys.readFile(path);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => fileURLToPath(new URL("..", import.meta.url)),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (path) => path === file || ts.sys.fileExists(path),
  readFile: ts.sys.readFile,
});

/** What is shown at the first place of a name: text and tags. */
function hover(name: string) {
  const { documentation, tags = [] } = service.getQuickInfoAtPosition(file, content.indexOf(name) + name.length) ?? {};
  return { text: ts.displayPartsToString(documentation), tags: tags.map(({ name }) => name) };
}

test.each([
  ["ContentType.Typing", /^The participant is typing/, []],
  ["ContentType.ConnectionAcknowledged", /^The participant's connection is up/, ["deprecated"]],
  ["ContentType.MessageDelivered", /^A message arrived/, []],
  ["ContentType.MessageRead", /^A message was read/, []],
  ["region", /^The region that hosts the contact centre/, []],
  ["maxAttempts", /^How many requests a call may send/, []],
  ["participant.sendConnectionAcknowledged", /^Says that the participant's connection is up/, ["deprecated"]],
  ["client.ThrottlingException", /^429: too many requests/, []],
  ["client.NetworkError", /^No response came/, []],
])("%s says what it is", (name, text, tags) => {
  expect(hover(name)).toEqual({ text: expect.stringMatching(text), tags });
});

const program = service.getProgram();
const checker = program?.getTypeChecker();
const [entry] = program?.getSourceFiles().filter(({ fileName }) => fileName.endsWith("dist/aws-sdk.d.ts")) ?? [];
const module = entry && checker?.getSymbolAtLocation(entry);
const exported = module ? (checker?.getExportsOfModule(module) ?? []) : [];

/** The names, with those of their members that this project declares, that have no doc comment. */
function undocumented(symbol: ts.Symbol): string[] {
  const target = checker && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const type = checker?.getDeclaredTypeOfSymbol(target);
  const members = type?.getProperties().filter((member) => !/^name$|#/.test(member.name) && ours(member)) ?? [];
  // The words of generated types are in a tag, @description; those of what is ignored, in @deprecated
  const bare = [target, ...members].filter(
    (each) => [...each.getDocumentationComment(checker), ...each.getJsDocTags(checker)].length === 0,
  );
  return bare.map(({ name }) => (name === target.name ? name : `${target.name}.${name}`));
}

function ours({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some((declaration) => /\/(client|openapi)\/dist\//.test(declaration.getSourceFile().fileName));
}

test("there are exports to look at", () => {
  expect(exported.length).toBeGreaterThan(25);
});

test.each(exported.map((symbol) => [symbol.name, symbol] as const))(
  "%s and its members have doc comments",
  (_, symbol) => {
    expect(undocumented(symbol)).toEqual([]);
  },
);
