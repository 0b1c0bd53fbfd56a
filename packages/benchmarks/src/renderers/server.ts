import { once } from "node:events";
import { createServer } from "node:http";
import { extname } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".yaml": "application/yaml",
};
const brotli = promisify(brotliCompress);

/** A file as the server holds it: compressed, so that no answer waits for that. */
export interface ServedFile {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Compresses a file and adds the headers that every contender's files get: same type, same cache, same compression. */
export async function servedFile(
  name: string,
  content: string | Buffer,
  headers: Readonly<Record<string, string>>,
): Promise<ServedFile> {
  const body = await brotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } });
  const type = types[extname(name)] ?? "application/octet-stream";
  return {
    body,
    headers: {
      ...headers,
      "content-type": type,
      "content-encoding": "br",
      "content-length": String(body.length),
      "cache-control": "public, max-age=3600",
    },
  };
}

/** A server of files on this machine. */
export interface FileServer extends AsyncDisposable {
  /** `http://127.0.0.1:…`, without a slash. */
  readonly origin: string;
  /** How many bytes of bodies, as compressed, it has sent since it was last asked. */
  readonly takeTransferred: () => number;
}

/** Serves files by their path (`/folder/file`) on a free port. Anything else is a 404. */
export async function serveFiles(files: ReadonlyMap<string, ServedFile>): Promise<FileServer> {
  let transferred = 0;
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? "/", "http://127.0.0.1").pathname);
    if (!file) return response.writeHead(404).end();
    transferred += file.body.length;
    return response.writeHead(200, file.headers).end(file.body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the server listens on TCP only");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    takeTransferred() {
      const taken = transferred;
      transferred = 0;
      return taken;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
