/** One place that the search can lead to, as `search.json` has it. */
export interface SearchEntry {
  readonly title: string;
  /** What it is: `Exception 409`, `Schema`, … */
  readonly kind: string;
  readonly href: string;
  readonly text: string;
  /** What it is found by beside what is shown of it. */
  readonly words: string;
}
