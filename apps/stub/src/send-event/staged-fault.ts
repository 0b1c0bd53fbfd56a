import { isExceptionName } from "../http/exception.js";
import type { Namespace } from "../namespace.js";
import type { Fault } from "../store/store.js";
import type { Effect } from "./faults.js";
import type { SendEventInput } from "./validation.js";

/** What the staged faults do to this event. */
export async function stagedEffect(event: SendEventInput, { store, random }: Namespace): Promise<Effect | undefined> {
  const chance = await random.probability(); // of every event, so that a fault changes no later one's
  const staged = await store.faults.list();
  const candidates = staged.filter((fault) => isMeant(fault, event));
  const hit = candidates.length > 0 ? await store.faults.hit(candidates, chance) : undefined;
  const step = hit?.sequence?.[(hit.hits - 1) % hit.sequence.length];
  if (step === undefined) return hit;
  if (step === "ok") return hit?.delayMs === undefined ? undefined : { delayMs: hit.delayMs };
  return { ...hit, ...(isExceptionName(step) ? { exception: step } : { connection: step }) };
}

/** Whether a fault applies to an event. */
function isMeant(fault: Fault, { ContentType, Content, connection }: SendEventInput): boolean {
  const { contentType = ContentType, connectionFingerprint = connection, contentContains = "", contentPointer } = fault;
  return (
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
