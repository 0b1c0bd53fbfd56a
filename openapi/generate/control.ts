import { exceptionNames } from "./contract.js";
import { isObject, type JsonObject, objectAt } from "./document.js";

/**
 * Completes the stub's control document with the schemas that it shares with the contract, so that neither repeats the
 * other: ContentType, the token's lengths, and the names of all exceptions.
 */
export function completeControlDocument(control: JsonObject, contract: JsonObject): JsonObject {
  const responses = Object.values(objectAt(contract, "components", "responses")).filter(isObject);
  const names = responses.flatMap(exceptionNames);
  return {
    ...control,
    components: {
      ...objectAt(control, "components"),
      schemas: {
        ...objectAt(control, "components", "schemas"),
        ContentType: objectAt(contract, "components", "schemas", "ContentType"),
        Token: objectAt(contract, "components", "securitySchemes", "ConnectionToken", "x-schema"),
        ExceptionName: { description: "An exception of the contract.", type: "string", enum: names },
      },
    },
  };
}
