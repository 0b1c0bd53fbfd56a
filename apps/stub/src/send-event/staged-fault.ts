import { operationId } from "@sendevent/openapi";
import type { components } from "../control/schema.gen.js";
import { isExceptionName } from "../http/exception.js";
import type { Namespace } from "../namespace.js";
import type { Fault } from "../store/store.js";
import type { Effect } from "./faults.js";

/** A request that faults may be staged for. */
export interface FaultTarget {
  readonly operation: components["schemas"]["FaultOperation"];
  /** The fingerprint of the connection token. */
  readonly connection: string;
  /** The participant of a chat that sends it. */
  readonly participantId?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly Content?: string | null | undefined;
}

/** What the staged faults do to a request. Who knows already which are staged says so. */
export async function stagedEffect(
  target: FaultTarget,
  { store, random }: Namespace,
  known?: readonly Fault[],
): Promise<Effect | undefined> {
  // Of every request, so that a fault changes no later one's; and apart for chats, which change no event's.
  const chance = await random.probability(target.operation === operationId ? undefined : "chat");
  const staged = known ?? (await store.faults.list());
  const candidates = staged.filter((fault) => isMeant(fault, target));
  const hit = candidates.length > 0 ? await store.faults.hit(candidates, chance) : undefined;
  const step = hit?.sequence?.[(hit.hits - 1) % hit.sequence.length];
  if (step === undefined) return hit;
  if (step === "ok") return hit?.delayMs === undefined ? undefined : { delayMs: hit.delayMs };
  return { ...hit, ...(isExceptionName(step) ? { exception: step } : { connection: step }) };
}

/** Whether a fault applies to a request. */
function isMeant(fault: Fault, { operation, ContentType, Content, connection, participantId }: FaultTarget): boolean {
  const { contentType = ContentType, connectionFingerprint = connection, contentContains = "", contentPointer } = fault;
  return (
    fault.delivery === undefined &&
    (fault.operation ?? "SendEvent") === operation &&
    (fault.participantId ?? participantId) === participantId &&
    contentType === ContentType &&
    connectionFingerprint === connection &&
    (Content ?? "").includes(contentContains) &&
    (contentPointer === undefined || hasValue(Content, contentPointer, fault.contentValue))
  );
}

/** Whether a Content is JSON with a value at this JSON Pointer: this one, or any when none is given. */
function hasValue(content: string | null | undefined, pointer: string, wanted: Fault["contentValue"]): boolean {
  try {
    let value: unknown = JSON.parse(content ?? "");
    for (const place of pointer.split("/").slice(1)) {
      const name = place.replaceAll("~1", "/").replaceAll("~0", "~");
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return false;
      value = Reflect.get(value, name);
    }
    return wanted === undefined || value === wanted;
  } catch {
    return false; // not JSON
  }
}
