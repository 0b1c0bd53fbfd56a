import { ConnectParticipant } from "./connect-participant.js";
import type { SendEventCommandInput, SendEventCommandOutput, SendEventOptions } from "./types.js";

export * from "./index.js";

/** One event to send, in the command form of the vendor's SDK. */
export class SendEventCommand {
  /** What to send. */
  readonly input: SendEventCommandInput;

  constructor(input: SendEventCommandInput) {
    this.input = input;
  }
}

/** The client in the command form of the vendor's SDK. Its options, retries and errors are those of `ConnectParticipant`. */
export class ConnectParticipantClient extends ConnectParticipant {
  /** Sends the event of a command. */
  send(command: SendEventCommand, options?: SendEventOptions): Promise<SendEventCommandOutput> {
    return this.sendEvent(command.input, options);
  }

  /** Does nothing, since this client keeps no connection of its own. Here because the vendor's SDK has it. */
  destroy(): void {}
}
