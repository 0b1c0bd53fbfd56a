import { deprecatedContentTypes, receiptContentTypes } from "@sendevent/openapi";
import type { RequestHandler, Response } from "express";
import { StubException } from "../http/exception.js";
import type { Warning } from "../store/store.js";
import { requestMembers } from "./document.js";
import type { SendEventInput } from "./validation.js";

const receipts: readonly string[] = receiptContentTypes;
const retired: readonly string[] = deprecatedContentTypes;

const unknownMessage = "unknown-message";

/** How a warning is found, and what it says. */
interface WarningRule {
  /** One line for the list of warnings: when it is given. */
  readonly when: string;
  /** The message, when there is something to warn of. Absent where more than the request must be looked at. */
  find?(input: SendEventInput, body: Readonly<Record<string, unknown>>): string | undefined;
}

/** Every warning, by its code. */
export const warningRules: Readonly<Record<string, WarningRule>> = {
  "receipt-without-message-id": {
    when: "A delivered or read receipt whose Content is not a MessageReceiptContent.",
    find: ({ ContentType, Content }) =>
      isReceipt(ContentType) && messageIdOf(Content) === undefined
        ? "Content names no message: a receipt needs a string that holds JSON with a messageId"
        : undefined,
  },
  [unknownMessage]: {
    when: "A receipt, in a chat that the stub created, for a message that the transcript does not have.",
  },
  "retired-content-type": {
    when: "A content type that the service no longer maintains.",
    find: ({ ContentType }) =>
      retired.includes(ContentType) ? "ContentType is retired: the service no longer maintains it" : undefined,
  },
  "unknown-member": {
    when: "A member that the contract does not name. Often a misspelt one.",
    find: (_input, body) => {
      const unknown = Object.keys(body).filter((member) => !requestMembers.includes(member));
      // They come from the caller: few and short, and with no control characters for a terminal.
      const names = unknown.slice(0, 5).map((name) => JSON.stringify(name.slice(0, 40)));
      return unknown.length > 0 ? `The contract has no member ${names.join(", ")}` : undefined;
    },
  },
};

/** Notes what is likely a mistake; with `strict`, rejects it. */
export function warnings(strict: boolean): RequestHandler {
  return (request, response, next) => {
    const found = Object.entries(warningRules).flatMap(([code, { find }]) => {
      const message = find?.(response.locals.event, request.body);
      return message === undefined ? [] : [{ code, message }];
    });
    warn(response, strict, found);
    next();
  };
}

/** Notes a receipt for a message that its chat does not have, once it is known whose token it is; with `strict`, rejects it. */
export function chatWarnings(strict: boolean): RequestHandler {
  return (_request, response, next) => {
    const { event, member, namespace } = response.locals;
    const messageId = member && isReceipt(event.ContentType) ? messageIdOf(event.Content) : undefined;
    if (member === undefined || messageId === undefined) return next();
    return namespace.store.chats.hasMessage(member.ContactId, messageId).then((isThere) => {
      const message = "Content names a message that the chat does not have: use the Id that SendMessage responded with";
      if (!isThere) warn(response, strict, [{ code: unknownMessage, message }]);
      next();
    });
  };
}

function warn({ locals }: Response, strict: boolean, found: readonly Warning[]): void {
  locals.warnings = [...(locals.warnings ?? []), ...found];
  if (strict && found.length > 0) {
    throw new StubException("ValidationException", found.map(({ message }) => message).join("; "));
  }
}

/** Whether events of this content type carry a MessageReceiptContent. */
export function isReceipt(contentType: string): boolean {
  return receipts.includes(contentType);
}

/** The message that a receipt is for, when it names one. */
export function messageIdOf(content: string | null | undefined): string | undefined {
  try {
    const { messageId }: { messageId?: unknown } = Object(JSON.parse(content ?? ""));
    return typeof messageId === "string" && messageId !== "" ? messageId : undefined;
  } catch {
    return undefined; // not JSON
  }
}
