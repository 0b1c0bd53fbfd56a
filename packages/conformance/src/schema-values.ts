import { connectionToken } from "@sendevent/openapi";
import fc from "fast-check";
import type { Json, JsonObject } from "./json.js";

/** Values that a schema allows. */
export function valuesOf(schema: JsonObject): fc.Arbitrary<Json> {
  const { minLength = 0, maxLength = 100 } = schema;
  const values = constants(schema);
  const strings = values.length > 0 ? fc.constantFrom(...values) : texts(Number(minLength), Number(maxLength));
  return isNullable(schema) ? fc.option(strings, { freq: 8 }) : strings;
}

/** Values that break one constraint of a schema each; `undefined` stands for no member. */
export function wrongValues(schema: JsonObject, required: boolean): fc.Arbitrary<Json | undefined>[] {
  const [min, max] = [Number(schema["minLength"] ?? 0), Number(schema["maxLength"])];
  const values = constants(schema);
  const tooLong = fc
    .integer({ min: max + 1, max: max + 20 })
    .chain((length) => texts(length, length, "grapheme-ascii"));
  return [
    fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom<Json>({ messageId: "1" }, ["1"])),
    ...(required ? [fc.constantFrom(undefined, null)] : []),
    ...(min > 0 ? [fc.constant("")] : []),
    tooLong,
    ...(values.length > 0 ? [texts(min, max).filter((text) => !values.includes(text))] : []),
  ];
}

type Unit = NonNullable<fc.StringConstraints["unit"]>;

/** Texts of so many code points: short ones, and those at the bounds. */
function texts(min: number, max: number, unit: Unit = "binary"): fc.Arbitrary<string> {
  const exactly = (length: number) =>
    fc.string({ unit, minLength: 1, maxLength: 3 }).map((seed) => [...seed.repeat(length)].slice(0, length).join(""));
  const short = fc.string({ unit, minLength: min, maxLength: Math.max(min, Math.min(max, min + 40)) });
  return min === max
    ? exactly(min)
    : fc.oneof(
        { withCrossShrink: true }, // a long text that fails may shrink to a short one
        { weight: 6, arbitrary: short },
        { weight: 1, arbitrary: exactly(min) },
        { weight: 1, arbitrary: exactly(max) },
      );
}

const tokenCharacters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/="];

/** Well-formed ConnectionTokens, of characters that no server gives a meaning of its own. */
export function tokenValues(): fc.Arbitrary<string> {
  return texts(connectionToken.minLength, connectionToken.maxLength, fc.constantFrom(...tokenCharacters));
}

function constants({ enum: values }: JsonObject): string[] {
  return Array.isArray(values) ? values.map(String) : [];
}

function isNullable({ type }: JsonObject): boolean {
  return Array.isArray(type) && type.includes("null");
}
