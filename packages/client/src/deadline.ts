/**
 * Does `work` until it settles, `signal` aborts, or `timeout` milliseconds are over (0 is no limit). In the latter cases
 * the returned promise rejects at once, with the signal's reason or the error of `onTimeout`, and the signal that `work`
 * was given aborts with the same. Whatever happens first, no timer and no listener is left behind.
 */
export function withDeadline<T>(
  work: (signal?: AbortSignal) => Promise<T>,
  signal: AbortSignal | undefined,
  timeout: number,
  onTimeout: () => Error,
): Promise<T> {
  if (!signal && !timeout) return work();
  return new Promise((resolve, reject) => {
    const inner = new AbortController();
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      settle();
    };
    const stop = (reason: unknown) =>
      end(() => {
        reject(reason);
        inner.abort(reason);
      });
    const onAbort = () => stop(signal?.reason);
    const timer = timeout ? setTimeout(() => stop(onTimeout()), timeout) : undefined;
    signal?.addEventListener("abort", onAbort);
    work(inner.signal).then(
      (value) => end(() => resolve(value)),
      (error) => end(() => reject(error)),
    );
  });
}

/** Waits so many milliseconds. Rejects with the signal's reason as soon as it aborts. */
export function pause(delay: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, delay);
    signal?.addEventListener("abort", end);
  });
}
