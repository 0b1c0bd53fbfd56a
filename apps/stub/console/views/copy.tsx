import { useEffect, useState } from "preact/hooks";

/** Copies a text, and says so. */
export function Copy({ text, what }: { text: string; what: string }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), 2_000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () => {
    // Without HTTPS, browsers have no clipboard but on this machine.
    Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"))).then(
      () => setSaid("Copied"),
      () => setSaid("Not allowed"),
    );
  };
  return (
    <button type="button" class="small" aria-label={said === "" ? `Copy ${what}` : said} onClick={copy}>
      {said === "" ? "Copy" : said}
    </button>
  );
}
