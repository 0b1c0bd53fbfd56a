import type { ComponentChildren } from "preact";

/** Names and values, one a line. */
export function Pairs({ children }: { children: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="pairs">
      {children.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A value as JSON with line breaks. */
export function Json({ value }: { value: unknown }) {
  return <pre>{JSON.stringify(value, null, 2)}</pre>;
}
