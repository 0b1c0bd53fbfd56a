/** `SendEvent` becomes `["Send", "Event"]`. */
export function wordsOf(name: string): string[] {
  return name.split(/(?<=[a-z])(?=[A-Z])/);
}
