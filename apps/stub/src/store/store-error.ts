/**
 * A step that the store could not take, and may or may not have taken: the caller is to try again. The message is one
 * line, which names the store without its password, the problem, and what to do.
 */
export class StoreError extends Error {
  override readonly name = "StoreError";
}
