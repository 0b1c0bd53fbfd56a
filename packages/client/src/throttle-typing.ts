import type { ConnectParticipant } from "./connect-participant.js";
import type { SendEventCommandOutput, SendEventOptions } from "./types.js";

/** Options of `throttleTyping`, and of the calls that it makes. */
export interface ThrottleTypingOptions extends SendEventOptions {
  /** At most one event is sent in so many milliseconds. Default: 10,000, as in the vendor's chat library. */
  interval?: number | undefined;
}

/** Sends a typing event, unless one was sent within the interval: then it resolves to `undefined`. Rejects as `sendTyping` does. */
export interface ThrottledTyping {
  (): Promise<SendEventCommandOutput | undefined>;
  /** Ends the interval: the next call sends at once. For when the message was sent. */
  cancel(): void;
}

/** A function to call at every key press: it sends the first typing event of each interval, on one connection. */
export function throttleTyping(
  participant: ConnectParticipant,
  ConnectionToken: string | undefined,
  { interval = 10_000, ...options }: ThrottleTypingOptions = {},
): ThrottledTyping {
  let last = Number.NEGATIVE_INFINITY;
  const typing = async () => {
    const now = Date.now();
    if (now - last < interval) return undefined;
    last = now;
    return participant.sendTyping(ConnectionToken, options);
  };
  const cancel = () => {
    last = Number.NEGATIVE_INFINITY;
  };
  return Object.assign(typing, { cancel });
}
