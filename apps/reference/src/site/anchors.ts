import type { Contract } from "../contract/contract.js";

/** The page that has everything. */
export const referencePage = "index.html";

/** The page that explains. */
export const guidePage = "guide.html";

/** The page that says what changed. */
export const changelogPage = "changelog.html";

/** The page of the stub's own API. */
export const controlPage = "control.html";

/** The element that explains a schema. */
export const schemaId = (name: string): string => `schema-${name}`;

/** The element that explains an exception. */
export const exceptionId = (name: string): string => `error-${name}`;

/** The element of a section, from its title. */
export const sectionId = (title: string): string => title.toLowerCase().replaceAll(/\W+/g, "-");

/** Where on `page` each name of a contract is explained, by the name. An exception's own section comes before its schema's. */
export function anchorsOf({ schemas, errors, token }: Contract, page = referencePage): ReadonlyMap<string, string> {
  return new Map([
    [token.header, `${page}#${token.name}`],
    [token.name, `${page}#${token.name}`],
    ...schemas.map(({ name }) => [name, `${page}#${schemaId(name)}`] as const),
    ...errors.flatMap(({ exceptions }) => exceptions.map((name) => [name, `${page}#${exceptionId(name)}`] as const)),
  ]);
}
