import { render } from "preact";
import { rememberedTheme } from "./model/theme.js";
import { Console } from "./views/console.js";

const theme = rememberedTheme();
if (theme !== undefined) document.documentElement.dataset["theme"] = theme;
render(<Console />, document.body);
