import { fingerprint } from "../fingerprint.js";
import { StubException } from "../http/exception.js";
import type { RandomSource } from "../random-source.js";
import type { Fault, FaultStore } from "../store/store.js";
import type { CheckedFault } from "./check.js";
import type { components } from "./schema.gen.js";

/** What shall go wrong, and for which events. */
export type FaultRequest = components["schemas"]["FaultRequest"];
export type { Fault };

/** Stages a fault. Throws a ConflictException when there is no room for it. */
export async function addFault(
  { connectionToken, ...request }: CheckedFault,
  faults: FaultStore,
  random: RandomSource,
): Promise<Fault> {
  const fault: Fault = {
    id: await random.uuid("fault"),
    hits: 0,
    ...request,
    ...(connectionToken !== undefined && { connectionFingerprint: fingerprint(connectionToken) }),
  };
  if (!(await faults.add(fault)))
    throw new StubException("ConflictException", "Too many faults are staged: remove some");
  return fault;
}
