/** The token of the receipts that a closing page sends. */
export const closingToken = "a-closing-page";

/** How many receipts it sends at once. */
export const closingReceipts = 40;
