export type { Connection, ConnectionRequest } from "./control/connections.js";
export type { Fault, FaultRequest } from "./control/faults.js";
export type { JournalFilter } from "./memory.js";
export type { Access, Idempotency, StubOptions, Throttle } from "./options.js";
export type { JournalEntry, Outcome, Warning } from "./store/store.js";
export { type Stub, startStub } from "./stub.js";
