import { find } from "./find.js";

/** Sends what the form says to the stub that serves this page, and shows what comes back. */
export function tryIt(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-try]");
  if (form === null) return;
  const token = find("#try-token", HTMLInputElement);
  const example = find("#try-example", HTMLSelectElement);
  const body = find("#try-body", HTMLTextAreaElement);
  const keep = find("#try-keep", HTMLInputElement);
  const send = find("button.send", HTMLButtonElement);
  form.hidden = false;
  find("[data-try-response]", HTMLElement).hidden = false;

  const fill = () => {
    body.value = example.value;
  };
  example.addEventListener("change", fill);
  fill();
  for (const chip of form.querySelectorAll<HTMLButtonElement>("[data-token]")) {
    chip.addEventListener("click", () => {
      token.value = chip.dataset["token"] ?? "";
    });
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (send.ariaDisabled === "true") return;
    if (!keep.checked) body.value = withNewClientToken(body.value);
    send.ariaDisabled = "true"; // not `disabled`, which would take the focus away
    await sendEvent(form, token.value, body.value);
    send.ariaDisabled = "false";
  });
}

/** The body with another value of its member ClientToken. Where it has none, it stays to the letter what it is. */
function withNewClientToken(body: string): string {
  try {
    const event: unknown = JSON.parse(body);
    if (typeof event !== "object" || event === null || !("ClientToken" in event)) return body;
    return JSON.stringify({ ...event, ClientToken: crypto.randomUUID() }, null, 2);
  } catch {
    return body; // not JSON
  }
}

/** Says how it went, in the colour of a kind of status: 2, 4, 5, or none yet. */
function say(status: HTMLElement, text: string, kind?: number): void {
  status.textContent = text;
  if (kind === undefined) status.removeAttribute("class");
  else status.className = `status-${kind}`;
}

async function sendEvent(form: HTMLFormElement, token: string, body: string): Promise<void> {
  const { method = "", path = "", header = "", mediaType = "" } = form.dataset;
  const status = find("[data-try-status]", HTMLElement);
  say(status, "Sending …");
  show([], "");
  try {
    const response = await fetch(`..${path}`, {
      method,
      headers: { [header]: token, "Content-Type": mediaType },
      body,
      credentials: "omit",
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    say(status, `${response.status} ${response.statusText}`, Math.floor(response.status / 100));
    show([...response.headers], text);
  } catch (error) {
    say(status, `No response: ${reasonOf(error, token)}`, 5);
  }
}

function reasonOf(error: unknown, token: string): string {
  if (error instanceof Error && error.name === "TimeoutError") return "nothing came within 30 seconds.";
  if (/[^\t\x20-\xff]/.test(token)) return "the token has characters that no header can carry.";
  return "the connection broke off, or the stub that serves this page is gone.";
}

const shown = /^(x-amzn-|retry-after$|content-type$|allow$)/i;

function show(headers: [string, string][], text: string): void {
  const list = find("[data-try-headers]", HTMLElement);
  const pairs = headers.filter(([name]) => shown.test(name)).map(([name, value]) => pair(name, value));
  list.replaceChildren(...pairs);
  const output = find("[data-try-body]", HTMLPreElement);
  output.hidden = text === "";
  output.textContent = readable(text);
}

function pair(name: string, value: string): HTMLElement {
  const [row, term, detail] = [
    document.createElement("div"),
    document.createElement("dt"),
    document.createElement("dd"),
  ];
  term.textContent = name;
  detail.textContent = value;
  row.append(term, detail);
  return row;
}

/** JSON with line breaks; any other text as it is. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
