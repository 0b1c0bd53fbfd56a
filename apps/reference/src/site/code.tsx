import highlight from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import csharp from "highlight.js/lib/languages/csharp";
import go from "highlight.js/lib/languages/go";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import plaintext from "highlight.js/lib/languages/plaintext";
import python from "highlight.js/lib/languages/python";
import { breakable } from "./breakable.js";

const languages = { bash, csharp, go, java, javascript, json, plaintext, python };
for (const [name, language] of Object.entries(languages)) highlight.registerLanguage(name, language);

/** Code, or what a program says. */
export interface CodeBlock {
  readonly code: string;
  readonly language: keyof typeof languages;
  readonly label: string;
}

/** A block of code with its colours, under its label, and a button that copies it. */
export function Code({ code, language, label }: CodeBlock) {
  const { value } = highlight.highlight(code, { language }); // escapes what it does not colour
  return (
    <figure class="code">
      <figcaption>
        <span>{breakable(label)}</span>
        <button type="button" class="copy" data-copy hidden>
          Copy
        </button>
      </figcaption>
      <pre>
        <code class={`language-${language}`} dangerouslySetInnerHTML={{ __html: value }} />
      </pre>
    </figure>
  );
}

/** A value as it travels. */
export function Json({ value, label }: { value: unknown; label: string }) {
  return <Code code={JSON.stringify(value, null, 2)} language="json" label={label} />;
}
