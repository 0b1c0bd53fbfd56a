import type { Violation } from "../contract/compile-schema.js";

type Violations = readonly Violation[];

/** Says in one line what is wrong with a value that `name` stands for, place by place. */
export function describe(name: string, violations: Violations | null | undefined): string {
  const all = violations ?? [];
  const places = [...new Set(all.map(({ instancePath }) => instancePath))];
  return places
    .map((place) => {
      const broken = all.filter(({ instancePath }) => instancePath === place);
      return `${place.slice(1).replaceAll("/", ".") || name} ${wording(broken)}`;
    })
    .join("; ");
}

/** Alternatives are one constraint to the caller: the values, or the members, that there are to choose from. */
function wording(violations: Violations): string {
  const values = violations.flatMap(({ params }) => params["allowedValues"] ?? params["allowedValue"] ?? []);
  if (values.length > 0) return `must be one of: ${values.join(", ")}`;
  const members = violations.flatMap(({ params }) => params["missingProperty"] ?? []);
  if (members.length > 0) return `must have ${members.length > 1 ? "one of: " : ""}${members.join(", ")}`;
  return [...new Set(violations.map(simply))].join(", ");
}

function simply({ keyword, message = "is wrong", params }: Violation): string {
  if (keyword === "additionalProperties") return `has no member ${params["additionalProperty"]}`;
  if (keyword === "oneOf") return "must not combine members that exclude each other";
  return message;
}
