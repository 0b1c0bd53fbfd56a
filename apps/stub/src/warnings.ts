import { deprecatedContentTypes, receiptContentTypes } from "@sendevent/openapi";
import type { RequestHandler } from "express";
import { requestMembers } from "./contract/document.js";
import { StubException } from "./exception.js";
import { inputOf, type SendEventInput } from "./exchange.js";

/** How a warning is found, and what it says. */
interface Suspicion {
  /** One line for the list of warnings: when it is given. */
  readonly when: string;
  /** The message, when the event is suspect. */
  find(input: SendEventInput, body: Readonly<Record<string, unknown>>): string | undefined;
}

/** Every warning, by its code. */
export const suspicions: Readonly<Record<string, Suspicion>> = {
  "receipt-without-message-id": {
    when: "A delivered or read receipt whose Content is not a MessageReceiptContent.",
    find: ({ ContentType, Content }) =>
      isReceipt(ContentType) && !hasMessageId(Content)
        ? "Content names no message: a receipt needs a string that holds JSON with a messageId"
        : undefined,
  },
  "retired-content-type": {
    when: "A content type that the service has retired.",
    find: ({ ContentType }) =>
      includes(deprecatedContentTypes, ContentType)
        ? "ContentType is retired: the service no longer maintains it"
        : undefined,
  },
  "unknown-member": {
    when: "A member that the contract does not name. Often a misspelt one.",
    find: (_input, body) => {
      const unknown = Object.keys(body).filter((member) => !requestMembers.includes(member));
      return unknown.length > 0 ? `The contract has no member ${unknown.slice(0, 5).map(quote).join(", ")}` : undefined;
    },
  },
};

/** Notes what is suspect; with `strict`, refuses it. */
export function warnings(strict: boolean): RequestHandler {
  return (request, response, next) => {
    const input = inputOf(response);
    const found = Object.entries(suspicions).flatMap(([code, { find }]) => {
      const message = find(input, request.body);
      return message === undefined ? [] : [{ code, message }];
    });
    response.locals.exchange.warnings = found;
    if (strict && found.length > 0) {
      throw new StubException("ValidationException", found.map(({ message }) => message).join("; "));
    }
    next();
  };
}

/** Whether events of this content type carry a MessageReceiptContent. */
export function isReceipt(contentType: string): boolean {
  return includes(receiptContentTypes, contentType);
}

function includes(list: readonly string[], value: string): boolean {
  return list.includes(value);
}

function hasMessageId(content: string | undefined): boolean {
  try {
    const receipt: unknown = JSON.parse(content ?? "");
    return typeof receipt === "object" && receipt !== null && "messageId" in receipt && isName(receipt.messageId);
  } catch {
    return false;
  }
}

function isName(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

/** Names of members come from the caller: short, and with nothing in them that a terminal would obey. */
function quote(name: string): string {
  return JSON.stringify(name.slice(0, 40));
}
