/**
 * Settles as `work` does; or as `onTime` does, when `delay` milliseconds are over first (0 and more than a timer can count,
 * 25 days, are never); or rejects with the signal's reason, when that aborts first. However it ends, timer and listener
 * are gone, and the signal that `work` was given aborts.
 */
export function withDeadline<T>(
  delay: number,
  onTime: () => Promise<T>,
  signal?: AbortSignal,
  work?: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new Promise<T>((resolve, reject) => {
    signal?.throwIfAborted();
    signal?.addEventListener("abort", () => reject(signal.reason), { signal: over.signal });
    if (delay && delay < 2 ** 31) timer = setTimeout(() => resolve(onTime()), delay);
    work?.(over.signal).then(resolve, reject);
  }).finally(() => {
    clearTimeout(timer);
    over.abort();
  });
}
