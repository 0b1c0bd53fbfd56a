export { type Stub, type StubOptions, startStub } from "./stub.js";
