import type { EnumValue } from "../../../../openapi/generate/enumeration.js";
import type { Schema } from "../contract/schema.js";
import { schemaId } from "./anchors.js";
import { Json } from "./code.js";
import { Inline, Prose } from "./prose.js";

/** A schema with everything that it requires. */
export function SchemaSection({ schema }: { schema: Schema }) {
  return (
    <section id={schemaId(schema.name)} class="entry">
      <h3>
        <a href={`#${schemaId(schema.name)}`}>{schema.name}</a> <Marks value={schema} />
      </h3>
      <Prose text={schema.description} />
      <Constraints constraints={schema.constraints} />
      <Values values={schema.values} />
      {schema.properties.length > 0 && <Properties properties={schema.properties} />}
      {schema.examples.map((example) => (
        <Json key={JSON.stringify(example)} value={example} label={`Example of ${schema.name}`} />
      ))}
    </section>
  );
}

/** Members of an object, or headers, one below the other. */
export function Properties({ properties }: { properties: readonly Schema[] }) {
  return (
    <dl class="properties">
      {properties.map((property) => (
        <div key={property.name}>
          <dt>
            <Name property={property} /> <Marks value={property} property />
          </dt>
          <dd>
            <Prose text={property.description} />
            <Constraints constraints={property.constraints} />
            <Values values={property.values} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The name of a member, which leads to its schema when that has the same name. */
function Name({ property: { name, component } }: { property: Schema }) {
  const code = <code class="name">{name}</code>;
  return component === name ? <a href={`#${schemaId(name)}`}>{code}</a> : code;
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

function Values({ values }: { values: readonly EnumValue[] }) {
  if (values.length === 0) return null;
  return (
    <dl class="values">
      {values.map(({ name, value, description, deprecated }) => (
        <div key={name}>
          <dt>
            <strong>{name}</strong> {deprecated && <span class="mark deprecated">deprecated</span>}
            <code>{value}</code>
          </dt>
          <dd>
            <Prose text={description} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
