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

/** Called when a command is over: with an error, or with `null` and the output. */
export type SendEventCallback = (error: unknown, output?: SendEventCommandOutput) => void;

/** The client in the command form of the vendor's SDK. Its options, retries and errors are those of `ConnectParticipant`. */
export class ConnectParticipantClient extends ConnectParticipant {
  /** Sends the event of a command. With a callback it returns nothing, and tells the callback how it ended. */
  send(command: SendEventCommand, options?: SendEventOptions): Promise<SendEventCommandOutput>;
  send(command: SendEventCommand, callback: SendEventCallback): void;
  send(command: SendEventCommand, options: SendEventOptions, callback: SendEventCallback): void;
  send(
    { input }: SendEventCommand,
    optionsOrCallback?: SendEventOptions | SendEventCallback,
    callback?: SendEventCallback,
  ): Promise<SendEventCommandOutput> | undefined {
    if (typeof optionsOrCallback === "function") callback = optionsOrCallback;
    const sent = this.sendEvent(input, typeof optionsOrCallback === "object" ? optionsOrCallback : {});
    if (!callback) return sent;
    sent.then((output) => callback(null, output), callback);
    return undefined;
  }

  /** Does nothing, since this client keeps no connection of its own. Here because the vendor's SDK has it. */
  destroy(): void {}
}
