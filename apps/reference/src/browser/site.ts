import { copyButtons } from "./copy.js";
import { menu } from "./menu.js";
import { unfoldForPrint } from "./print.js";
import { samples } from "./samples.js";
import { search } from "./search.js";
import { themeToggle } from "./theme-toggle.js";
import { tryIt } from "./try-it.js";

themeToggle();
menu();
search();
samples();
copyButtons();
tryIt();
unfoldForPrint();
