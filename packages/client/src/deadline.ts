/** The longest time that a timer can count, in milliseconds: about 25 days. */
const longestTimer = 2 ** 31 - 1;

/**
 * Settles as `work` does; or as `onTime` does, when `delay` milliseconds are over first; or rejects with the signal's
 * reason, when that aborts first. Without `delay`, or with one that no timer can count, time does not matter. However it
 * ends, timer and listener are gone, and the signal that `work` was given aborts.
 */
export function withDeadline<T>(
  delay: number | undefined,
  onTime: () => Promise<T>,
  signal?: AbortSignal,
  work?: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new Promise<T>((resolve, reject) => {
    signal?.throwIfAborted();
    signal?.addEventListener("abort", () => reject(signal.reason), { signal: over.signal });
    if (delay !== undefined && delay <= longestTimer) timer = setTimeout(() => resolve(onTime()), delay);
    work?.(over.signal).then(resolve, reject);
  }).finally(() => {
    clearTimeout(timer);
    over.abort();
  });
}
