import type { ComponentChildren } from "preact";

interface SectionProps {
  id: string;
  title: string;
  class?: string;
  children: ComponentChildren;
}

/** A part of a page whose heading links to itself. */
export function Section({ id, title, class: name, children }: SectionProps) {
  return (
    <section id={id} class={name}>
      <h2>
        <a href={`#${id}`}>{title}</a>
      </h2>
      {children}
    </section>
  );
}
