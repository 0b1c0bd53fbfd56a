import highlight from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";

const languages = { bash, javascript, json, python };
for (const [name, language] of Object.entries(languages)) highlight.registerLanguage(name, language);

/** A block of code with its colours, and a button that copies it. */
export function Code({ code, language, label }: { code: string; language: keyof typeof languages; label: string }) {
  const { value } = highlight.highlight(code, { language }); // escapes what it does not colour
  return (
    <figure class="code" aria-label={label}>
      <button type="button" class="copy" data-copy hidden>
        Copy
      </button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code class={`language-${language}`} dangerouslySetInnerHTML={{ __html: value }} />
      </pre>
    </figure>
  );
}

/** A value as it travels. */
export function Json({ value, label }: { value: unknown; label: string }) {
  return <Code code={JSON.stringify(value, null, 2)} language="json" label={label} />;
}
