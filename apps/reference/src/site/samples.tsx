import { eventOperation } from "../samples/call.js";
import { samplesOf, tools } from "../samples/samples.js";
import { sampleId } from "./anchors.js";
import { Code, Json } from "./code.js";
import { useContract } from "./context.js";

/** Every sample, with the response to it. Without script all of them show; with it, the chosen one. */
export function Samples() {
  const { contract } = useContract();
  const samples = samplesOf(contract);
  const { request, responses } = eventOperation(contract);
  const events = [...new Set(samples.map(({ example }) => example))];
  const [first] = events;
  const answered = responses.flatMap(({ status, examples }) => examples.map((example) => ({ status, ...example })));
  return (
    <div class="samples" data-samples>
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
      {samples.map(({ example, tool, code }) => (
        <div
          key={example + tool.id}
          id={example === first ? sampleId(tool.id) : undefined}
          data-example={example}
          data-tool={tool.id}
        >
          <Code code={code} language={tool.language} label={`${example} with ${tool.label}`} />
        </div>
      ))}
      {answered
        .filter(({ name }) => events.includes(name))
        .map(({ name, status, summary, value }) => (
          <div key={name} data-example={name}>
            <Json value={value} label={`Response ${status}: ${summary}`} />
          </div>
        ))}
    </div>
  );
}
