import type { EnumValue } from "../../../../openapi/generate/enumeration.js";
import type { Schema } from "../contract/schema.js";
import { memberId, schemaId } from "./anchors.js";
import { breakable } from "./breakable.js";
import { Json } from "./code.js";
import { Inline, Prose } from "./prose.js";
import { Section } from "./section.js";

/** A schema with everything that it requires. */
export function SchemaSection({ schema }: { schema: Schema }) {
  const { name, description, constraints, values, properties, examples, sample } = schema;
  const id = schemaId(name);
  const shown = examples.length === 0 && sample !== undefined ? [sample] : examples;
  const pane =
    shown.length > 0 &&
    shown.map((example) => <Json key={JSON.stringify(example)} value={example} label={`Example of ${name}`} />);
  return (
    <Section id={id} class="entry" pane={pane}>
      <h3>
        <a href={`#${id}`}>{name}</a> <Marks value={schema} />
      </h3>
      <Prose text={description} />
      <Constraints constraints={constraints} />
      <Values within={id} values={values} />
      <Properties within={id} properties={properties} />
    </Section>
  );
}

/** Members of an object, or headers, one below the other. Each can be linked to, by what it is `within`. */
export function Properties({ within, properties }: { within: string; properties: readonly Schema[] }) {
  if (properties.length === 0) return null;
  return (
    <dl class="properties">
      {properties.map((property) => {
        const id = memberId(within, property.name);
        return (
          <div key={id} id={id}>
            <dt>
              <Name property={property} /> <Marks value={property} property />
              <Anchor id={id} name={property.name} />
            </dt>
            <dd>
              <Prose text={property.description} />
              <Constraints constraints={property.constraints} />
              <Values within={id} values={property.values} />
              {property.component === undefined && <Properties within={id} properties={property.properties} />}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** The name of a member, which leads to its schema when that has the same name. */
function Name({ property: { name, component } }: { property: Schema }) {
  const code = <code class="name">{name}</code>;
  return component === name ? <a href={`#${schemaId(name)}`}>{code}</a> : code;
}

/** The link by which readers send each other here. */
function Anchor({ id, name }: { id: string; name: string }) {
  return (
    <a class="anchor" href={`#${id}`} aria-label={`Link to ${name}`}>
      #
    </a>
  );
}

function Marks({ value, property = false }: { value: Schema; property?: boolean }) {
  return (
    <>
      <span class="type">
        {property && value.component !== undefined && value.component !== value.name && (
          <a href={`#${schemaId(value.component)}`}>{value.component}</a>
        )}{" "}
        {value.type}
      </span>{" "}
      {property && <Required required={value.required} />}{" "}
      {value.deprecated && <span class="mark deprecated">deprecated</span>}
    </>
  );
}

/** Whether a value may be left out. */
export function Required({ required }: { required: boolean }) {
  return required ? <span class="mark required">required</span> : <span class="mark">optional</span>;
}

function Constraints({ constraints }: { constraints: readonly string[] }) {
  if (constraints.length === 0) return null;
  return (
    <ul class="constraints" aria-label="Constraints">
      {constraints.map((constraint) => (
        <li key={constraint}>
          <Inline text={constraint} />
        </li>
      ))}
    </ul>
  );
}

function Values({ within, values }: { within: string; values: readonly EnumValue[] }) {
  if (values.length === 0) return null;
  return (
    <dl class="values">
      {values.map(({ name, value, description, deprecated }) => (
        <div key={name} id={memberId(within, name)}>
          <dt>
            <strong>{name}</strong> {deprecated && <span class="mark deprecated">deprecated</span>}
            <Anchor id={memberId(within, name)} name={name} />
            <code>{breakable(value)}</code>
          </dt>
          <dd>
            <Prose text={description} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
