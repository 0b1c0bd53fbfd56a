import { exceptions, protocolExceptions } from "@sendevent/openapi";
import { exceptionNames, isExceptionName, StubException } from "../http/exception.js";
import type { Effect } from "./effect.js";

const statuses: Readonly<Record<string, number>> = { ...exceptions, ...protocolExceptions };

/** What `Prefer: code=429` asks for (RFC 7240). Throws a ValidationException when the contract has no such status. */
export function preferredEffect(prefer: string | undefined): Effect | undefined {
  const code = /(?:^|[,;\s])code\s*=\s*"?(\d{3})\b/i.exec(prefer ?? "")?.[1];
  if (code === undefined || code === "200") return undefined;
  const name = exceptionNames.find((name) => statuses[name] === Number(code));
  if (name !== undefined && isExceptionName(name)) return { exception: name };
  const known = [200, ...new Set(Object.values(statuses))].sort((a, b) => a - b).join(", ");
  throw new StubException("ValidationException", `The contract has no response ${code}: prefer one of ${known}`);
}
