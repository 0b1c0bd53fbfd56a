import { unescape as decoded } from "node:querystring";

/** Something that no output may show, and the name of the variable that stands for it, such as `TOKEN`. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

/** Whether a piece of a request is a secret: not text, nor bytes. */
export function isSecret(piece: unknown): piece is Secret {
  return typeof piece === "object" && piece !== null && "name" in piece;
}

/** The user and the password of a URL, as the header Authorization has them. `undefined`: there are none. */
export function basicCredentials({ username, password }: URL): Secret | undefined {
  if (username === "" && password === "") return undefined;
  const value = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64");
  return { name: "CREDENTIALS", value };
}

/** What is secret of a header: its value, each long part of it, and what Basic credentials hold. */
export function secretsOfHeader({ name, value }: Secret): Secret[] {
  const parts = value.split(/[\s,;=]/).filter((part) => part.length >= 8);
  const [, credentials = ""] = /^basic +(\S+)$/i.exec(value) ?? [];
  const held = Buffer.from(credentials, "base64").toString().split(":");
  return [value, ...parts, ...held].map((secret) => ({ name, value: secret }));
}

/** Takes the secrets out of a text that a server, or an error, brought in. */
export type Mask = (text: string) => string;

/** Shorter secrets are part of many words: they are masked only where they stand alone. */
const shortestAnywhere = 4;

const entities: Record<string, string> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };

/**
 * A mask that writes `$NAME` in place of each secret: in any letter case; plain, or with any of its characters escaped as
 * in JSON, URLs, XML or octal; in hexadecimal; in base64, alone or inside a longer text. Longer secrets go first.
 */
export function maskOf(secrets: readonly Secret[]): Mask {
  const longestFirst = secrets.filter(({ value }) => value !== "").sort((a, b) => b.value.length - a.value.length);
  const patterns = longestFirst.map(({ name, value }) => ({ variable: `$${name}`, pattern: patternOf(value) }));
  return (text) => patterns.reduce((masked, { variable, pattern }) => masked.replaceAll(pattern, () => variable), text);
}

function patternOf(value: string): RegExp {
  const escaped = [...value].map((character) => `(?:${spellings(character).join("|")})`).join("");
  const bounded = value.length < shortestAnywhere ? `(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])` : escaped;
  return new RegExp([bounded, ...encodings(value)].join("|"), "giu");
}

/** Every way to write one character; what escapes may itself be escaped. */
function spellings(character: string): string[] {
  const hex = (number: number, length: number) => number.toString(16).padStart(length, "0");
  const bytes = [...Buffer.from(character)];
  const units = character.split("").map((unit) => unit.charCodeAt(0));
  const point = character.codePointAt(0) ?? 0;
  const entity = entities[character];
  return [
    `\\\\*${literal(character)}`,
    units.map((unit) => `\\\\+u${hex(unit, 4)}`).join(""),
    bytes.map((byte) => `\\\\+x${hex(byte, 2)}`).join(""),
    bytes.map((byte) => `\\\\+0*${byte.toString(8)}`).join(""),
    bytes.map((byte) => `%(?:25)*${hex(byte, 2)}`).join(""),
    `&(?:amp;)*#0*${point};`,
    `&(?:amp;)*#x0*${hex(point, 1)};`,
    ...(entity === undefined ? [] : [`&(?:amp;)*${entity};`]),
    ...(character === " " ? ["\\+"] : []),
  ];
}

/** The whole secret in hexadecimal, and in base64 of either alphabet, at each of the three offsets in a longer text. */
function encodings(value: string): string[] {
  const base64 = [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.from(" ".repeat(offset) + value)
      .toString("base64")
      .replaceAll("=", "");
    // The first and the last character may also encode a neighbour
    const isWhole = (offset + Buffer.byteLength(value)) % 3 === 0;
    const own = [...encoded.slice(offset === 0 ? 0 : offset + 1, isWhole ? undefined : -1)];
    if (own.length < shortestAnywhere) return [];
    const either = own.map((one) => (one === "+" ? "[+-]" : one === "/" ? "[/_]" : one)).join("");
    return isWhole ? either : `${either}[\\w+/-]={0,2}`;
  });
  const hexadecimal = Buffer.from(value).toString("hex");
  return hexadecimal.length < shortestAnywhere ? base64 : [hexadecimal, ...base64];
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
}
