import { useState } from "preact/hooks";
import type { JournalEntry } from "../model/api.js";
import type { Link } from "../model/follow.js";
import { rememberedTheme, switchTheme, type Theme } from "../model/theme.js";
import { Chart } from "./chart.js";

const says: Readonly<Record<Link["state"], string>> = {
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  denied: "Denied",
};

/** The namespace whose console this is, if it is one's. */
const namespace = /\/_stub\/ns\/([^/]+)\/console\//.exec(location.pathname)?.[1];

interface BarProps {
  readonly link: Link;
  readonly entries: readonly JournalEntry[];
  readonly now: number;
  readonly onForget: (() => void) | undefined;
}

/** What this is, how it is connected, how busy the stub is. */
export function Bar({ link, entries, now, onForget }: BarProps) {
  return (
    <header class="bar">
      <h1>SendEvent console {namespace !== undefined && <span class="namespace">{namespace}</span>}</h1>
      <p class={`link ${link.state}`} role="status">
        {says[link.state]}
      </p>
      <Chart entries={entries} now={now} />
      <nav aria-label="Stub's pages">
        <a href="../docs/">Reference</a>
        {onForget && (
          <button type="button" class="plain" onClick={onForget}>
            Forget token
          </button>
        )}
        <ThemeSwitch />
      </nav>
    </header>
  );
}

function ThemeSwitch() {
  const system: Theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const [theme, setTheme] = useState<Theme>(() => rememberedTheme() ?? system);
  const other = theme === "dark" ? "light" : "dark";
  return (
    <button
      type="button"
      class="plain"
      aria-label={`Switch to the ${other} theme`}
      onClick={() => setTheme(switchTheme(theme))}
    >
      {other === "dark" ? "Dark" : "Light"}
    </button>
  );
}
