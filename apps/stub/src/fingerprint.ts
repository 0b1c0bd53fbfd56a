import { hash } from "node:crypto";

/** A short name for a token, from which the token cannot be told: the first 16 hexadecimal digits of its SHA-256. */
export function fingerprint(token: string): string {
  return hash("sha256", token, "hex").slice(0, 16);
}

/** A digest of several values, which no other list of values has. */
export function digest(...values: (string | null | undefined)[]): string {
  return hash("sha256", JSON.stringify(values), "base64url");
}
