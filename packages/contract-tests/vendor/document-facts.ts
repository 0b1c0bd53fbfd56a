import { Contract, isObject, type Json, type JsonObject, objectAt } from "@sendevent/conformance";
import { method, path } from "@sendevent/openapi";
import { type Facts, flatten } from "./facts.js";

/** What the document says of the operation, in the vendor's terms. Protocol errors are no part of the vendor's model. */
export function documentFacts(document: JsonObject): Facts {
  const { operation, statuses } = new Contract(document);
  const json = ["content", "application/json", "schema"];
  const exceptions = modelledExceptions(document);
  const facts: JsonObject = {
    [String(objectAt(document, ...operation)["operationId"])]: {
      method,
      path,
      status: statuses.find((status) => status < 300) ?? null,
      exceptions: Object.keys(exceptions),
    },
    SendEventRequest: requestFacts(document, [...operation, "requestBody", ...json]),
    SendEventResponse: structureFacts(document, [...operation, "responses", "200", ...json]),
    ...exceptions,
  };
  return flatten(facts);
}

function requestFacts(document: JsonObject, way: string[]): JsonObject {
  const { required, members } = structureFacts(document, way);
  const parameter = objectAt(document, "components", "parameters", "ConnectionTokenHeader");
  const scheme = objectAt(document, "components", "securitySchemes", "ConnectionTokenAuth");
  const isOneHeader = parameter["name"] === scheme["name"] && parameter["in"] === scheme["in"];
  const token = {
    ...memberFacts(objectAt(document, "components", "parameters", "ConnectionTokenHeader", "schema")),
    [String(parameter["in"])]: (isOneHeader && parameter["name"]) || null,
  };
  return {
    required: [...[required ?? []].flat(), ...(parameter["required"] === true ? ["ConnectionToken"] : [])],
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
  const { type, minLength, maxLength, format, pattern, enum: values } = schema;
  const types = [type].flat().filter((one) => one !== undefined);
  return {
    type: types.filter((one) => one !== "null").join(" or "),
    ...(types.includes("null") && { nullable: true }),
    ...(minLength !== undefined && minLength !== 0 && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(format !== undefined && { format }),
    ...(pattern !== undefined && { pattern }),
    ...(schema["x-idempotency-token"] === true && { idempotencyToken: true }),
    ...(values !== undefined && { closed: true, values, retired: retiredValues(schema) }),
  };
}

/** The values whose names the schema lists as deprecated. */
function retiredValues(schema: JsonObject): Json[] {
  const [values, names, deprecated] = ["enum", "x-enum-varnames", "x-enum-deprecated"].map((member) =>
    [schema[member] ?? []].flat(),
  );
  return (values ?? []).filter((_value, index) => deprecated?.includes(names?.[index] ?? null));
}

/** An exception is the model's when the document has a schema of its name. */
function modelledExceptions(document: JsonObject): { [name: string]: JsonObject } {
  const contract = new Contract(document);
  const schemas = objectAt(document, "components", "schemas");
  const found = contract.statuses.flatMap((status) =>
    contract
      .exceptions(status)
      .filter((name) => name in schemas)
      .map((name) => [name, { status, ...structureFacts(document, ["components", "schemas", name]) }] as const),
  );
  return Object.fromEntries(found);
}
