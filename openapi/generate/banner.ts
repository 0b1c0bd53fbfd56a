/** The first line of every generated module: where it comes from, and how to change it. */
export function banner(source: string): string {
  return `// Generated from ${source} by \`npm run generate\`: edit that, not this.\n`;
}
