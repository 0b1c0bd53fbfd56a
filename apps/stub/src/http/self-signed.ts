import { generateKeyPairSync, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import forge from "node-forge";

/** A certificate and its private key, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const aDay = 86_400_000;

/** A certificate for this machine, and `host`, that nobody but its owner vouches for: valid for a year, and new each time. */
export function selfSigned(host: string): Certificate {
  const { publicKey, privateKey: key } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const { md, pki } = forge;
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = `01${randomBytes(15).toString("hex")}`;
  certificate.validity.notBefore = new Date(Date.now() - aDay); // clocks differ
  certificate.validity.notAfter = new Date(Date.now() + 365 * aDay);
  const name = [{ name: "commonName", value: "sendevent-stub" }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  const ips = new Set(["127.0.0.1", "::1", ...(isIP(host) ? [host] : [])]);
  const names = new Set(["localhost", ...(isIP(host) ? [] : [host])]);
  certificate.setExtensions([
    { name: "basicConstraints", critical: true, cA: true },
    { name: "keyUsage", critical: true, keyCertSign: true, digitalSignature: true, keyEncipherment: true },
    { name: "extKeyUsage", serverAuth: true },
    { name: "subjectKeyIdentifier" },
    { name: "authorityKeyIdentifier", keyIdentifier: certificate.generateSubjectKeyIdentifier().getBytes() },
    {
      name: "subjectAltName",
      altNames: [...[...names].map((value) => ({ type: 2, value })), ...[...ips].map((ip) => ({ type: 7, ip }))],
    },
  ]);
  certificate.sign(pki.privateKeyFromPem(key), md.sha256.create());
  return { cert: pki.certificateToPem(certificate), key };
}
