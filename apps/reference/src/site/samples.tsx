import { eventOperation } from "../samples/call.js";
import { type Sample, samplesOf, tools } from "../samples/samples.js";
import { Code, Json } from "./code.js";
import { useContract } from "./context.js";
import { Status } from "./response.js";

/** Every sample, with the response to it. Without script all of them show; with it, the chosen one. */
export function Samples() {
  const { contract } = useContract();
  const samples = samplesOf(contract);
  const { request, responses } = eventOperation(contract);
  const events = [...new Set(samples.map(({ example }) => example))];
  const exampleResponses = responses.flatMap(({ status, examples }) =>
    examples.map((example) => ({ status, ...example })),
  );
  return (
    <aside class="samples" aria-label="Code samples" data-samples>
      <div class="choices" data-sample-choices hidden>
        <div>
          <label for="sample-event">Event</label>
          <select id="sample-event" data-choice="example">
            {events.map((name) => (
              <option key={name} value={name}>
                {request.examples.find((example) => example.name === name)?.summary ?? name}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label for="sample-tool">Tool</label>
          <select id="sample-tool" data-choice="tool">
            {tools.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </div>
      </div>
      {samples.map((sample) => (
        <SampleBlock key={sample.example + sample.tool.id} sample={sample} />
      ))}
      {exampleResponses
        .filter(({ name }) => events.includes(name))
        .map(({ name, status, value }) => (
          <div key={name} data-example={name}>
            <h4>
              Response <Status status={status} />
            </h4>
            <Json value={value} label={`Response to ${name}`} />
          </div>
        ))}
    </aside>
  );
}

function SampleBlock({ sample: { example, tool, code } }: { sample: Sample }) {
  const name = `${example} with ${tool.label}`;
  return (
    <div data-example={example} data-tool={tool.id}>
      <h4 class="sample-name">{name}</h4>
      <Code code={code} language={tool.language} label={name} />
    </div>
  );
}
