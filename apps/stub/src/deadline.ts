/**
 * A signal that aborts as soon as one of the others does, or when `timeoutMs` is up. What `AbortSignal.any` and
 * `AbortSignal.timeout` are for; but on Node 20 these can be collected as garbage while somebody still waits for them. Its
 * owner disposes of it when nobody waits any more.
 */
export function deadline(
  signals: readonly AbortSignal[],
  timeoutMs?: number,
): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  for (const signal of signals) {
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
  }
  const timer = timeoutMs === undefined ? undefined : setTimeout(abort, timeoutMs);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener("abort", abort);
    },
  };
}
