import { cors as documented } from "@sendevent/openapi";
import cors from "cors";

/** Lets pages of any origin send events and read the answers. The preflight itself is answered by `resource`. */
export const crossOrigin = cors({
  origin: documented.AllowOrigin,
  methods: documented.AllowMethods,
  exposedHeaders: documented.ExposeHeaders,
  maxAge: Number(documented.MaxAge),
  preflightContinue: true,
});
