import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** The keys of the whole page: `/` leads to the filter, and Escape calls `onEscape`. */
export function useKeys(search: RefObject<HTMLInputElement | null>, onEscape: (() => void) | undefined): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target, key } = event;
      const isField = target instanceof HTMLElement && target.matches("input, textarea, select");
      if (key === "/" && !isField && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault(); // or it would be typed into it
        search.current?.focus();
      } else if (key === "Escape" && onEscape && !(target === search.current && search.current?.value)) onEscape();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [search, onEscape]);
}
