import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { isObject, type JsonObject } from "../src/json.js";
import { type Change, changesBetween } from "./changes.js";

const folder = new URL("../../../openapi/releases/", import.meta.url);

type Version = readonly [major: number, minor: number, patch: number];

/** The versions released so far, oldest first. */
export function releasedVersions(): string[] {
  const versions = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ""));
  return versions.sort((a, b) => compare(versionOf(a), versionOf(b)));
}

/** The document of a release. */
export function releasedDocument(version: string): JsonObject {
  const document: unknown = parse(readFileSync(new URL(`${version}.yaml`, folder), "utf8"));
  if (!isObject(document)) throw new TypeError(`openapi/releases/${version}.yaml must hold a mapping`);
  return document;
}

/**
 * What a document's version has against its changes since a release (https://semver.org): a change that breaks a consumer
 * needs a new major version, any other change of the contract a new minor one.
 */
export function versionFindings(released: JsonObject, document: JsonObject): string[] {
  const [from, to] = [versionIn(released), versionIn(document)];
  if (compare(versionOf(to), versionOf(from)) < 0) return [`version ${to} is older than the release ${from}`];
  const [major, minor] = bump(versionOf(from), versionOf(to));
  const undeclared = changesBetween(released, document).filter(({ breaking }) => !(major || (minor && !breaking)));
  return undeclared.map(({ breaking, text }: Change) => {
    const need = breaking
      ? `breaks consumers of ${from}: undo it, or raise the major version`
      : `is new since ${from}: raise the minor version`;
    return `${text}. This ${need} in info.version, now ${to}.`;
  });
}

function bump(from: Version, to: Version): readonly [major: boolean, minor: boolean] {
  return [to[0] > from[0], to[0] > from[0] || to[1] > from[1]];
}

function versionIn({ info }: JsonObject): string {
  return isObject(info) ? String(info["version"]) : "";
}

function versionOf(text: string): Version {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(text) ?? [];
  if (patch === undefined) throw new TypeError(`${JSON.stringify(text)} is no version such as 1.0.0`);
  return [Number(major), Number(minor), Number(patch)];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
