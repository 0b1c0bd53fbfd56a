import { remembered } from "./memory.js";

// Runs before the page is drawn, so that a reader's own choice of theme never flashes.
const chosen = remembered("theme");
if (chosen === "light" || chosen === "dark") document.documentElement.dataset["theme"] = chosen;
