import MarkdownIt from "markdown-it";
import { anchorOf } from "./anchors.js";

/**
 * The document is data: markup in it is shown as text, and links lead to http(s) addresses, mail or places of this site
 * only (markdown-it refuses `javascript:`, `vbscript:`, `file:` and `data:`; images would be requests to other hosts).
 */
const markdown = new MarkdownIt({ html: false }).disable("image");

// A name of the contract in code leads to where it is explained.
markdown.renderer.rules["code_inline"] = (tokens, index, _options, env) => {
  const content = tokens[index]?.content ?? "";
  const code = `<code>${markdown.utils.escapeHtml(content)}</code>`;
  const anchor = anchorOf(env?.["anchors"], content);
  return anchor === undefined ? code : `<a href="${markdown.utils.escapeHtml(anchor)}">${code}</a>`;
};

interface Text {
  /** The Markdown. */
  text: string;
  /** Where the names of the contract are explained: see `anchorsOf`. */
  anchors?: ReadonlyMap<string, string>;
}

/** Paragraphs of the document. The one place, with `Inline` and `Code`, where HTML is written as text. */
export function Prose({ text, anchors }: Text) {
  return <div class="prose" dangerouslySetInnerHTML={{ __html: markdown.render(text, { anchors }) }} />;
}

/** A phrase of the document. */
export function Inline({ text, anchors }: Text) {
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
