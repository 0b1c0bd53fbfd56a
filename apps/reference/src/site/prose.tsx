import MarkdownIt from "markdown-it";
import { useContract } from "./context.js";

/**
 * The document is data: markup in it is shown as text, and links lead to http(s) addresses, mail or places of this site
 * only (markdown-it rejects `javascript:`, `vbscript:`, `file:` and `data:`; images would be requests to other hosts).
 */
const markdown = new MarkdownIt({ html: false }).disable("image");

// A name of the contract in code leads to where it is explained.
markdown.renderer.rules["code_inline"] = (tokens, index, _options, env) => {
  const content = tokens[index]?.content ?? "";
  const code = `<code>${markdown.utils.escapeHtml(content)}</code>`;
  const anchor: unknown = env?.["anchors"] instanceof Map ? env["anchors"].get(content) : undefined;
  return typeof anchor !== "string" ? code : `<a href="${markdown.utils.escapeHtml(anchor)}">${code}</a>`;
};

/** Paragraphs of the document. The one place, with `Inline` and `Code`, where HTML is written as text. */
export function Prose({ text }: { text: string }) {
  const { anchors } = useContract();
  return <div class="prose" dangerouslySetInnerHTML={{ __html: markdown.render(text, { anchors }) }} />;
}

/** A phrase of the document. */
export function Inline({ text }: { text: string }) {
  const { anchors } = useContract();
  return <span dangerouslySetInnerHTML={{ __html: markdown.renderInline(text, { anchors }) }} />;
}

/** What a reader sees of a Markdown text, without its marks: for the search. */
export function plainText(text: string): string {
  return markdown
    .parse(text, {})
    .flatMap(({ children }) => (children === null ? [] : [children]))
    .map((phrase) => phrase.map(({ content, type }) => (type === "softbreak" ? " " : content)).join(""))
    .join(" ");
}
