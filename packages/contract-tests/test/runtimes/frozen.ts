// The program of a realm that is frozen before the client is loaded: nothing can be added to it. Node itself adds to it when
// something is used for the first time, so all of it is, before.
for (const name of Object.getOwnPropertyNames(globalThis)) Reflect.get(globalThis, name);
await fetch("data:,");
Object.freeze(globalThis);
await import("./program.js");
