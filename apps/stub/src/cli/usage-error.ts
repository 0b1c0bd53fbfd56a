/** The command was called wrongly. The message is one line that names the flag, variable or file, and what is allowed. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
