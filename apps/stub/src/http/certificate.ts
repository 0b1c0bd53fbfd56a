import { createSecureContext } from "node:tls";
import type { StubOptions } from "../options.js";
import type { Certificate } from "./self-signed.js";

/**
 * The certificate that a stub is set up with, if it speaks HTTPS. Throws a TypeError that says what is wrong, and quotes
 * neither certificate nor key.
 */
export async function certificateOf(
  { tlsCert: cert, tlsKey: key, tlsSelfSigned }: Pick<StubOptions, "tlsCert" | "tlsKey" | "tlsSelfSigned">,
  host: string,
): Promise<Certificate | undefined> {
  if (tlsSelfSigned && (cert ?? key) !== undefined) {
    throw new TypeError("A certificate is given, and a self-signed one is asked for: choose one");
  }
  // Loaded late: it slows the start, and few need it.
  if (tlsSelfSigned) return (await import("./self-signed.js")).selfSigned(host);
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new TypeError("HTTPS needs a certificate and its key: give both, or neither");
  }
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const reason = error instanceof Error && "reason" in error ? ` (${error.reason})` : "";
    throw new TypeError(`The certificate and the key are not both in PEM, or not of each other${reason}`);
  }
  return { cert, key };
}
