/** A fenced block. The fence is longer than any in the text. */
export function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${text}\n${marks}`;
}

/** A value as it travels. */
export function json(value: unknown): string {
  return fence("json", JSON.stringify(value, null, 2));
}

/** A table. Line breaks and bars in a cell are kept from ending it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function cell(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
}

/** A link to a schema's section. */
export function schemaLink(name: string): string {
  return `[${name}](#schema-${name.toLowerCase()})`;
}
