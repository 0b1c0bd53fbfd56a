import type { Example } from "../contract/example.js";
import type { Response as ContractResponse } from "../contract/response.js";
import { eventOperation } from "../samples/call.js";
import { useContract } from "./context.js";
import { Section } from "./section.js";

/** A form that sends an event to the stub which serves this page. */
export function TryIt() {
  const { contract } = useContract();
  const { method, path, request, responses } = eventOperation(contract);
  const named = contract.schemas.map(({ name }) => name);
  const exceptions = contract.errors.flatMap(({ exceptions }) => exceptions).filter((name) => named.includes(name));
  return (
    <Section id="try-it" title="Try it" pane={<Response />}>
      <p>
        Sends a real request to the stub that serves this page, and to no other host. The stub takes any token of the
        right length; tokens that begin with <code>stub:</code> make it respond with the error that they name.
      </p>
      <form
        data-try
        hidden
        autocomplete="off"
        data-method={method}
        data-path={path}
        data-header={contract.token.header}
        data-media-type={request.mediaType}
      >
        <label for="try-token">{contract.token.name}</label>
        <input id="try-token" value="example-connection-token" autocomplete="off" spellcheck={false} />
        <fieldset class="chips">
          <legend>Make the stub respond with</legend>
          {exceptions.map((name) => (
            <button key={name} type="button" data-token={`stub:${name}`}>
              {name}
            </button>
          ))}
        </fieldset>
        <label for="try-example">Example</label>
        <select id="try-example">
          {bodiesOf(request.examples, responses).map(({ label, body }) => (
            <option key={label} value={body}>
              {label}
            </option>
          ))}
        </select>
        <label for="try-body">Body</label>
        <textarea id="try-body" rows={8} spellcheck={false} autocomplete="off" />
        <div class="buttons">
          <button type="submit" class="send">
            Send
          </button>
          <label>
            <input type="checkbox" id="try-keep" /> Keep the ClientToken
          </label>
        </div>
        <small>
          Each Send has a ClientToken of its own, unless you keep it: then the stub replays its first response.
        </small>
      </form>
      <noscript>Try it needs script. The samples above do the same from a terminal.</noscript>
    </Section>
  );
}

function Response() {
  return (
    <div data-try-response hidden>
      <h3>Response</h3>
      <p data-try-status role="status">
        Nothing sent yet.
      </p>
      <dl data-try-headers />
      <pre data-try-body hidden />
    </div>
  );
}

/** The bodies to start from: accepted events first, then those that are rejected because of their body alone. */
function bodiesOf(
  requests: readonly Example[],
  responses: readonly ContractResponse[],
): { label: string; body: string }[] {
  const successes = responses.filter(({ status }) => status < 300).flatMap(({ examples }) => examples);
  const accepted = requests.filter(({ name }) => successes.some((success) => success.name === name));
  const rejected = responses.flatMap(({ status, examples }) =>
    examples.flatMap(({ summary, request }) => {
      const plain = request?.method === undefined && request?.path === undefined;
      if (!plain || request?.text === undefined || Object.keys(request.headers).length > 0) return [];
      return [{ label: `${summary} (${status})`, body: request.text }];
    }),
  );
  return [
    ...accepted.map(({ summary, value }) => ({ label: summary, body: JSON.stringify(value, null, 2) })),
    ...rejected,
  ];
}
