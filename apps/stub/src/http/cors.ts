import { headers, cors as values } from "@sendevent/openapi";
import cors from "cors";
import type { RequestHandler } from "express";

/** Lets pages of any origin send events and read the responses. */
export const crossOrigin = cors({
  origin: values.AllowOrigin,
  methods: values.AllowMethods,
  exposedHeaders: values.ExposeHeaders,
  maxAge: Number(values.MaxAge),
  preflightContinue: true, // an unknown path has no preflight
});

/** The methods of the operation's path, as the header `Allow` lists them. */
export const allowedMethods = values.AllowMethods.split(",").join(", ");

/** Responds to the CORS preflight, and to any other OPTIONS. */
export const preflight: RequestHandler = (_request, response) => {
  response.set(headers.Allow, allowedMethods).status(204).end();
};
