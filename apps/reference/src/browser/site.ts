import { copyButtons } from "./copy.js";
import { menu } from "./menu.js";
import { ownOrigin } from "./origin.js";
import { places } from "./places.js";
import { unfoldForPrint } from "./print.js";
import { samples } from "./samples.js";
import { search } from "./search.js";
import { themeToggle } from "./theme-toggle.js";
import { tryIt } from "./try-it.js";

themeToggle();
menu();
search();
ownOrigin();
samples();
places();
copyButtons();
tryIt();
unfoldForPrint();
