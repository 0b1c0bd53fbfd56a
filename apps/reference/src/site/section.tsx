import type { ComponentChildren } from "preact";

interface SectionProps {
  id?: string;
  /** The heading, which links to the section. Without one, the children have their own. */
  title?: string;
  class?: string;
  /** What stands beside the text: code. */
  pane?: ComponentChildren;
  /** What follows the text, below the code where there is only one column. */
  more?: ComponentChildren;
  children?: ComponentChildren;
}

/** A part of a page: its text, with the code that belongs to it beside it. */
export function Section({ id, title, class: name = "", pane, more, children }: SectionProps) {
  return (
    <section id={id} class={`row ${name}`.trim()}>
      <div class="text">
        {title && (
          <h2>
            <a href={`#${id}`}>{title}</a>
          </h2>
        )}
        {children}
      </div>
      {pane && <aside class="pane">{pane}</aside>}
      {more && <div class="text">{more}</div>}
    </section>
  );
}
