export type { CaseRequest, CaseResponse, CaseStep, ContractCase, Outcome } from "./case.js";
export { type ConformanceOptions, runConformance } from "./conformance.js";
export { type Answer, Contract, type Sent, type SentRequest } from "./contract.js";
export { readDocument } from "./document.js";
export { loadCases } from "./load-cases.js";
export { type Exchange, type ProxyOptions, startProxy } from "./proxy.js";
export type { Result, Step, Summary } from "./result.js";
export { runServerCase, type Target } from "./run-server-case.js";
export { givenTokens, stubTokens, type Tokens } from "./stub-tokens.js";
