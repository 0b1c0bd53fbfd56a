export type { CaseRequest, CaseResponse, ContractCase, Outcome } from "./case.js";
export { type Answer, Contract, type Sent } from "./contract.js";
export { objectAt, placeAt, readDocument } from "./document.js";
export { loadCases } from "./load-cases.js";
export { runServerCase, type Step, type Target } from "./run-server-case.js";
