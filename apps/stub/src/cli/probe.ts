import { get as getHttp } from "node:http";
import { get as getHttps } from "node:https";
import type { StubOptions } from "../options.js";

const timeout = 5_000;

/** Whether the stub that runs with these options is ready. For images that have neither a shell nor another client. */
export function probe({ host = "127.0.0.1", port = 0, tlsCert, tlsSelfSigned }: StubOptions): Promise<boolean> {
  const get = tlsCert || tlsSelfSigned ? getHttps : getHttp;
  // It asks its like on the same machine, whose certificate is for others.
  const options = { host, port, path: "/_stub/ready", timeout, agent: false, rejectUnauthorized: false };
  return new Promise((resolve) => {
    const request = get(options, (response) => resolve(response.resume().statusCode === 200));
    request.on("timeout", () => request.destroy()).on("error", () => resolve(false));
  });
}
