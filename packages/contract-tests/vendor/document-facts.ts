import { isObject, type JsonObject, objectAt, placeAt } from "@sendevent/conformance";
import { type Facts, flatten } from "./facts.js";

/** What the document says of the operation, in the vendor's terms. Protocol errors are no part of the vendor's model. */
export function documentFacts(document: JsonObject): Facts {
  const [path = ""] = Object.keys(objectAt(document, "paths"));
  const [method = ""] = Object.keys(objectAt(document, "paths", path)).filter((key) =>
    /^(get|put|post|delete|patch)$/.test(key),
  );
  const operation = objectAt(document, "paths", path, method);
  const exceptions = modelledExceptions(document, [path, method, "responses"]);
  const facts: JsonObject = {
    [String(operation["operationId"])]: {
      method: method.toUpperCase(),
      path,
      status: Number(Object.keys(objectAt(operation, "responses")).find((status) => status < "300")),
      exceptions: Object.keys(exceptions),
    },
    SendEventRequest: requestFacts(document, [path, method, "requestBody", "content", "application/json", "schema"]),
    SendEventResponse: structureFacts(document, [
      "paths",
      path,
      method,
      "responses",
      "200",
      "content",
      "application/json",
      "schema",
    ]),
    ...exceptions,
  };
  return flatten(facts);
}

function requestFacts(document: JsonObject, way: string[]): JsonObject {
  const { required, members } = structureFacts(document, ["paths", ...way]);
  const scheme = objectAt(document, "components", "securitySchemes", "ConnectionToken");
  const { security } = document;
  const isDemanded =
    Array.isArray(security) &&
    security.length > 0 &&
    security.every((one) => isObject(one) && "ConnectionToken" in one);
  const token = { ...memberFacts(objectAt(scheme, "x-schema")), [String(scheme["in"])]: scheme["name"] ?? null };
  return {
    required: [...(Array.isArray(required) ? required : []), ...(isDemanded ? ["ConnectionToken"] : [])],
    members: { ...(isObject(members) ? members : {}), ConnectionToken: token },
  };
}

function structureFacts(document: JsonObject, way: string[]): JsonObject {
  const { required } = objectAt(document, ...way);
  const members = Object.keys(objectAt(document, ...way, "properties"));
  return {
    ...(required !== undefined && { required }),
    members: Object.fromEntries(
      members.map((name) => [name, memberFacts(objectAt(document, ...way, "properties", name))]),
    ),
  };
}

/** A minimum of 0 is no minimum. */
function memberFacts(schema: JsonObject): JsonObject {
  const { type, minLength, maxLength, format, pattern, oneOf } = schema;
  const types = [type].flat().filter((one) => one !== undefined);
  return {
    type: types.filter((one) => one !== "null").join(" or "),
    ...(types.includes("null") && { nullable: true }),
    ...(minLength !== undefined && minLength !== 0 && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(format !== undefined && { format }),
    ...(pattern !== undefined && { pattern }),
    ...(schema["x-idempotency-token"] === true && { idempotencyToken: true }),
    ...(Array.isArray(oneOf) && valueFacts(oneOf.filter(isObject))),
  };
}

function valueFacts(variants: JsonObject[]): JsonObject {
  const values = (of: JsonObject[]) => of.map((variant) => variant["const"] ?? null);
  return {
    closed: true,
    values: values(variants),
    retired: values(variants.filter(({ deprecated }) => deprecated === true)),
  };
}

/** An exception is the model's when the document has a schema of its name. */
function modelledExceptions(document: JsonObject, way: string[]): { [name: string]: JsonObject } {
  const found = Object.keys(objectAt(document, "paths", ...way)).flatMap((status) => {
    const header = placeAt(document, "paths", ...way, status, "headers", "x-amzn-ErrorType", "schema")?.value ?? {};
    return [header["const"] ?? header["enum"] ?? []].flat().map((name) => [String(name), Number(status)] as const);
  });
  const schemas = objectAt(document, "components", "schemas");
  return Object.fromEntries(
    found
      .filter(([name]) => name in schemas)
      .map(([name, status]) => [name, { status, ...structureFacts(document, ["components", "schemas", name]) }]),
  );
}
