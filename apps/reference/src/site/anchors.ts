import type { Contract } from "../contract/contract.js";

/** The page that has everything. */
export const referencePage = "index.html";

/** The page that leads from the first event to production. */
export const guidePage = "guide.html";

/** The page that says what changed. */
export const changelogPage = "changelog.html";

/** The page that a server sends where there is none. */
export const notFoundPage = "404.html";

/** The element that explains a schema. */
export const schemaId = (name: string): string => `schema-${name}`;

/** The element that explains an exception. */
export const exceptionId = (name: string): string => `error-${name}`;

/** The sample for a tool: whoever follows a link to it sees that tool's samples. */
export const sampleId = (tool: string): string => `sample-${tool}`;

/** The element that explains a member, a header or a value of what has the id `within`. */
export const memberId = (within: string, name: string): string => `${within}.${name}`;

/** The element of a section, from its title. */
export const sectionId = (title: string): string => title.toLowerCase().replaceAll(/\W+/g, "-");

/**
 * Where each name of a contract is explained: on `page`, but for exceptions, which are the reference's. An exception's own
 * section comes before its schema's.
 */
export function anchorsOf({ schemas, errors, token }: Contract, page = referencePage): ReadonlyMap<string, string> {
  return new Map([
    [token.header, `${page}#${token.name}`],
    [token.name, `${page}#${token.name}`],
    ...schemas.map(({ name }) => [name, `${page}#${schemaId(name)}`] as const),
    ...errors.flatMap(({ exceptions }) =>
      exceptions.map((name) => [name, `${referencePage}#${exceptionId(name)}`] as const),
    ),
  ]);
}
