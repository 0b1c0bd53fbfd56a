import { find } from "./find.js";

/** Sends what the form says to the stub that serves this page, and shows what comes back. */
export function tryIt(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-try]");
  if (form === null) return;
  const token = find("#try-token", HTMLInputElement);
  const example = find("#try-example", HTMLSelectElement);
  const body = find("#try-body", HTMLTextAreaElement);
  const send = find("button.send", HTMLButtonElement);

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
  find("[data-new-client-token]", HTMLButtonElement).addEventListener("click", () => {
    body.value = body.value.replace(/("ClientToken"\s*:\s*)"[^"]*"/, `$1"${crypto.randomUUID()}"`);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    await exchange(form, token.value, body.value);
    send.disabled = false;
  });
}

async function exchange(form: HTMLFormElement, token: string, body: string): Promise<void> {
  const { method = "", path = "", header = "", mediaType = "" } = form.dataset;
  const status = find("[data-try-status]", HTMLElement, form);
  status.textContent = "Sending …";
  show(form, [], "");
  try {
    const response = await fetch(`..${path}`, {
      method,
      headers: { [header]: token, "Content-Type": mediaType },
      body,
      credentials: "omit",
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    status.textContent = `${response.status} ${response.statusText}`;
    status.className = `status-${Math.floor(response.status / 100)}`;
    show(form, [...response.headers], text);
  } catch (error) {
    status.textContent = `No answer: ${reasonOf(error)} Is this page served by a running stub?`;
    status.className = "status-5";
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "the request failed.";
  return error.name === "TimeoutError" ? "nothing came within 30 seconds." : `${error.message}.`;
}

const shown = /^(x-amzn-|retry-after$|content-type$|allow$)/i;

function show(form: HTMLFormElement, headers: [string, string][], text: string): void {
  const list = find("[data-try-headers]", HTMLElement, form);
  const pairs = headers.filter(([name]) => shown.test(name)).map(([name, value]) => pair(name, value));
  list.replaceChildren(...pairs);
  const output = find("[data-try-body]", HTMLPreElement, form);
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
