/** Resolves when so many requests may be sent. */
export type Pace = (requests: number) => Promise<void>;

/** Waits so that no more than `rate` requests go out in a second, on average. */
export function paceOf(rate: number): Pace {
  let next = 0;
  return async (requests) => {
    const now = performance.now();
    const at = Math.max(now, next);
    next = at + (requests * 1000) / rate;
    if (at > now) await new Promise((resolve) => setTimeout(resolve, at - now));
  };
}
