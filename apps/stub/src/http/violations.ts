import { connectionToken } from "@sendevent/openapi";

/** One broken constraint, as express-openapi-validator reports it. */
export interface Violation {
  /** Where, such as `/body/ContentType` or `/query/limit`. */
  readonly path: string;
  readonly message: string;
  /** The JSON Schema keyword, and a suffix; absent where no schema is involved. */
  readonly errorCode?: string;
}

/** What messages say of a document's own. */
export interface Vocabulary {
  /** The message for a path that the document does not have. */
  readonly unknownPath: string;
  /** The values of a member that has a fixed set of them. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** What a body must be when it fits none, or several, of its alternatives. */
  readonly alternatives?: string;
}

/** What callers call a header that is a parameter, by its name in lower case. */
const names: Readonly<Record<string, string>> = {
  [connectionToken.header.toLowerCase()]: "ConnectionToken",
  "last-event-id": "Last-Event-ID",
};

const malformedPath = "The path has a malformed percent-encoding: correct it";

/** Says in one line which members of a value break which constraints, each member once. It quotes no value. */
export function describe(violations: readonly Violation[], value: unknown, vocabulary: Vocabulary): string {
  const relevant = violations.filter((violation) => !isOfAnAlternative(violation, violations));
  const paths = [...new Set(relevant.map(({ path }) => path))];
  return paths.map((path) => sentence(path, relevant, value, vocabulary)).join("; ");
}

/** What a JSON value is, in words: the kind that a message names, where the value itself may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : withArticle(typeof value);
}

/** Members that only one of several alternatives requires or rules out: the alternatives are described as a whole. */
function isOfAnAlternative({ path, errorCode }: Violation, violations: readonly Violation[]): boolean {
  if (!["required", "false schema", "minProperties"].includes(keywordOf({ errorCode }))) return false;
  const place = path.slice(0, path.lastIndexOf("/"));
  return violations.some((other) => keywordOf(other) === "oneOf" && [place, path].includes(other.path));
}

function sentence(path: string, violations: readonly Violation[], value: unknown, vocabulary: Vocabulary): string {
  const broken = violations.filter((violation) => violation.path === path);
  const keywords = broken.map(keywordOf);
  const [, , ...places] = path.split("/");
  const last = places.at(-1) ?? "";
  const name = names[last] ?? (places.join(".") || "The body");
  const choices = vocabulary.choices[last];
  if (keywords.includes("")) return (broken[0]?.message ?? "").replace(/^malformed uri.*/s, malformedPath); // no schema's
  if (keywords.includes("required")) return `${name} is required`;
  if (keywords.includes("additionalProperties")) return `There is no member ${name}`;
  const wrongType = broken[keywords.indexOf("type")];
  if (wrongType) return `${name} ${typeSentence(wrongType, valueAt(path, value))}`;
  if (choices) return `${name} must be one of: ${choices.join(", ")}`;
  if (keywords.includes("oneOf")) return `${name} ${vocabulary.alternatives}`;
  return `${name} ${[...new Set(broken.map(({ message }) => message))].join(", ")}`;
}

function typeSentence({ message }: Violation, value: unknown): string {
  const type = /^must be (\w+)/.exec(message)?.[1] ?? "";
  const hint = type === "string" && typeof value === "object" ? ": write it as JSON inside a string" : "";
  return `must be ${withArticle(type)}, but is ${kindOf(value)}${hint}`;
}

function valueAt(path: string, value: unknown): unknown {
  return path
    .split("/")
    .slice(1)
    .reduce((parent, place) => Object(parent)[place], value);
}

function withArticle(type: string): string {
  return /^[aio]/.test(type) ? `an ${type}` : `a ${type}`;
}

function keywordOf({ errorCode }: { errorCode?: string | undefined }): string {
  return errorCode?.replace(".openapi.validation", "") ?? "";
}
