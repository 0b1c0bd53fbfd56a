/**
 * The data of each server-sent event of a response, as many at a time as arrived together: none, for a sign of life. Ends
 * with the response, and rejects when the connection breaks.
 */
export async function* eventsOf(response: Response): AsyncGenerator<string[]> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  let text = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const messages = (text + value).split("\n\n");
      text = messages.pop() ?? "";
      yield messages.flatMap(dataOf);
    }
  } finally {
    await reader.cancel().catch(() => {}); // it may have broken
  }
}

function dataOf(message: string): string[] {
  const lines = message.split("\n").filter((line) => line.startsWith("data:"));
  return lines.length === 0 ? [] : [lines.map((line) => line.slice(5).trimStart()).join("\n")];
}
