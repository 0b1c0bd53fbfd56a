/** A text as a string literal of JavaScript and of Python, with the quotes that need no escapes where there is a choice. */
export function literal(text: string): string {
  const json = JSON.stringify(text);
  const readable = /["]/.test(text) && !/['\\]/.test(text) && json === `"${text.replaceAll('"', '\\"')}"`;
  return readable ? `'${text}'` : json;
}
