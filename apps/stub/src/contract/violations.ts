import { contentTypes } from "@sendevent/openapi";
import type { Violation } from "./compile-schema.js";
import { type Lengths, schemas } from "./document.js";

type Wording = (member: string, value: unknown, lengths: Lengths | undefined) => string;

const wrongLength: Wording = (member, value, lengths) =>
  `${member} must have ${lengths?.minLength} to ${lengths?.maxLength} characters, but has ${count(value)}`;

// In the order in which they matter to the caller: a value of the wrong type breaks other constraints too.
const wordings: Readonly<Record<string, Wording>> = {
  required: (member) => `${member} is required`,
  type: (member, value) => `${member} must be a string, but is ${kindOf(value)}${hint(value)}`,
  oneOf: (member) => `${member} must be one of: ${Object.values(contentTypes).join(", ")}`,
  minLength: wrongLength,
  maxLength: wrongLength,
};

/** Says in words what is wrong with a body: each member once, by its name and the constraint that it breaks. */
export function describeViolations(violations: readonly Violation[], body: Readonly<Record<string, unknown>>): string {
  const members = new Set(violations.map(memberOf));
  return [...members]
    .map((member) => {
      const broken = violations.filter((violation) => memberOf(violation) === member).map(({ keyword }) => keyword);
      const wording = Object.entries(wordings).find(([keyword]) => broken.includes(keyword))?.[1];
      return wording?.(member, body[member], schemas[member]) ?? `${member} breaks the constraint ${broken.join(", ")}`;
    })
    .join("; ");
}

function memberOf({ instancePath, params }: Violation): string {
  return instancePath.split("/")[1] ?? params["missingProperty"] ?? "The body";
}

/** What a JSON value is, in words: the kind that a message names, where the value itself may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The usual slip with receipts: the JSON itself, where the contract wants it in a string. */
function hint(value: unknown): string {
  return typeof value === "object" ? ": write it as JSON inside a string" : "";
}

/** Lengths count Unicode code points. */
function count(value: unknown): number {
  return typeof value === "string" ? [...value].length : 0;
}
