export type { ChatRequest, IssuedChat } from "./chat/create-chat.js";
export type { ConnectionRequest, FaultRequest } from "./control/check.js";
export type { Log } from "./log.js";
export type { Access, Idempotency, StubOptions, Throttle, ThrottlePer } from "./options.js";
export type { Connection } from "./state.js";
export type { JournalFilter } from "./store/read-journal.js";
export type { Fault, JournalEntry, Outcome, Warning } from "./store/store.js";
export { type Stub, type StubNamespace, startStub } from "./stub.js";
