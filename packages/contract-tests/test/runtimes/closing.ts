/** The token of the receipts that closing pages send. */
export const closingToken = "a-closing-page";

/** How many pages close, one after the other. */
export const closingPages = 20;

/** The receipts that a page sends as it closes: one, and the last page forty at once. */
export function receiptsOf(page: number): string[] {
  return Array.from({ length: page === closingPages ? 40 : 1 }, (_, index) => `message-${page}-${index + 1}`);
}
