import { contentTypes } from "@sendevent/openapi";
import { exceptionNames } from "../http/exception.js";
import type { Vocabulary } from "../http/violations.js";
import { controlJson } from "../package-files.js";
import type { components } from "./schema.gen.js";

/** Where the control API is: all paths of the document begin with it. */
export const controlPath = "/_stub";

/** What happens to a connection instead of a response. */
export type ConnectionFault = components["schemas"]["ConnectionFault"];

/** The control API's document, and the type of what is read of it beside what the validator reads. */
export const controlDocument: {
  components: {
    schemas: {
      ConnectionFault: { enum: readonly ConnectionFault[]; "x-enum-descriptions": readonly string[] };
      FaultOperation: { enum: readonly components["schemas"]["FaultOperation"][] };
      DeliveryFault: { enum: readonly components["schemas"]["DeliveryFault"][] };
      MessageContentType: { enum: readonly string[] };
      ChatEventContentType: { enum: readonly string[] };
    };
  };
} = controlJson;

const { FaultOperation, DeliveryFault, MessageContentType, ChatEventContentType } = controlDocument.components.schemas;

/** Every way in which a connection can break, and what the caller sees of it. */
export const connectionFaults = describedFaults();

const faultNames = connectionFaults.map(({ name }) => name);

/** What messages say of the control API's own. */
export const vocabulary: Vocabulary = {
  unknownPath: "The control API has no such path: see /_stub/openapi.json",
  choices: {
    contentType: [...Object.values(contentTypes), ...MessageContentType.enum, ...ChatEventContentType.enum],
    operation: FaultOperation.enum,
    delivery: DeliveryFault.enum,
    exception: exceptionNames,
    connection: faultNames,
    outcome: ["accepted", "replayed", "outside-contract", ...exceptionNames, ...faultNames],
  },
  alternatives: "must have exactly one of exception, connection, sequence, status and delivery, or delayMs alone",
};

function describedFaults() {
  const { enum: names, "x-enum-descriptions": descriptions } = controlDocument.components.schemas.ConnectionFault;
  return names.map((name, index) => ({ name, description: descriptions[index] ?? "" }));
}
