import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The reference in Markdown, as it comes with this package: copied from the project's at build time. */
export const referenceFile = fileURLToPath(new URL("../dist/reference.md", import.meta.url));

/** A section of the reference, which states rules. */
export interface Section {
  readonly title: string;
  /** What it says before its first table or example, in Markdown. */
  readonly text: string;
}

let sections: ReadonlyMap<string, Section> | undefined;

/** The section of the reference with an anchor, such as `schema-contenttype`. */
export function sectionAt(anchor: string): Section | undefined {
  sections ??= readSections();
  return sections.get(anchor);
}

function readSections(): Map<string, Section> {
  const [, ...parts] = readFileSync(referenceFile, "utf8").split(/^#+ /m);
  return new Map(
    parts.map((part) => {
      const [title = "", ...lines] = part.split("\n");
      const end = lines.findIndex((line) => /^(\||```|Example|Parameters|Headers|Body:)/.test(line));
      return [
        anchorOf(title),
        {
          title,
          text: lines
            .slice(0, end < 0 ? lines.length : end)
            .join("\n")
            .trim(),
        },
      ];
    }),
  );
}

/** As GitHub and other renderers of Markdown make anchors of headings. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
}
