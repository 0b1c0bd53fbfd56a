import express, { type Express } from "express";
import { contract } from "./contract/contract.js";
import { bodyLimit } from "./contract.gen.js";
import { body } from "./protocol/body.js";
import { crossOrigin } from "./protocol/cross-origin.js";
import { errorReply } from "./protocol/error-reply.js";
import { mediaTypes } from "./protocol/media-types.js";
import { requestId } from "./protocol/request-id.js";
import { resource } from "./protocol/resource.js";
import { reply } from "./reply.js";

/** A request's way through the stub, from top to bottom. A refusal at any step is thrown, and answered at the end. */
export async function createApp(): Promise<Express> {
  const app = express();
  app.disable("x-powered-by").disable("etag").enable("case sensitive routing").enable("strict routing");
  app.use(requestId);
  app.use(crossOrigin);
  app.use(resource);
  app.use(mediaTypes);
  app.use(body(bodyLimit));
  app.use(await contract());
  app.use(reply);
  app.use(errorReply);
  return app;
}
