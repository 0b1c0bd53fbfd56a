import type { Request, Response } from "express";
import type { Operations } from "../http/operations.js";
import { takeEffect } from "../send-event/faults.js";
import { type FaultTarget, stagedEffect } from "../send-event/staged-fault.js";
import type { operations } from "./schema.gen.js";

type Participants = Pick<
  Operations<operations>,
  "createParticipantConnection" | "sendMessage" | "getTranscript" | "disconnectParticipant"
>;

/** What participants do, unless a fault is staged for it. */
export function withFaults(handlers: Participants, closing: AbortSignal): Participants {
  const failing =
    <Parameters>(
      operation: FaultTarget["operation"],
      handle: (parameters: Parameters, request: Request, response: Response) => Promise<void>,
    ) =>
    async (parameters: Parameters, request: Request, response: Response) => {
      const { namespace, connection = "" } = response.locals;
      const participantId = (await namespace.store.connections.find(connection))?.member?.ParticipantId;
      const { ContentType, Content }: Pick<FaultTarget, "ContentType" | "Content"> = request.body;
      const target = { operation, connection, participantId, ContentType, Content };
      const effect = await stagedEffect(target, namespace);
      if (!(await takeEffect(effect, response, closing, async () => {}))) await handle(parameters, request, response);
    };
  return {
    createParticipantConnection: failing("CreateParticipantConnection", handlers.createParticipantConnection),
    sendMessage: failing("SendMessage", handlers.sendMessage),
    getTranscript: failing("GetTranscript", handlers.getTranscript),
    disconnectParticipant: failing("DisconnectParticipant", handlers.disconnectParticipant),
  };
}
