import type { RequestHandler } from "express";

/** Several steps as one layer of Express: each of its own layers takes as long as some of the steps themselves. */
export function inOrder(...steps: readonly RequestHandler[]): RequestHandler {
  return (request, response, next) => {
    let taken = 0;
    const proceed = (error?: unknown): void => {
      const step = steps[taken++];
      if (error || step === undefined) {
        next(error);
        return;
      }
      try {
        const done: unknown = step(request, response, proceed);
        if (done instanceof Promise) done.catch(next);
      } catch (thrown) {
        next(thrown);
      }
    };
    proceed();
  };
}
