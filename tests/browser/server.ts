// Pages for the tests, on loopback only: single pages by path, or the files of a folder.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, resolve, sep } from "node:path";

export interface ServedPage {
  /** Bytes are served as they are: they say their own charset. */
  body: string | Buffer;
  /** A Content-Security-Policy, for pages that allow nothing. */
  policy?: string;
}

export interface Site {
  /** `http://127.0.0.1:…` */
  readonly origin: string;
  /** Puts a page at a path and gives its address. */
  serve(path: string, page: ServedPage): string;
  close(): void;
}

/** No charset: a saved page says its own. */
const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".htm": "text/html",
  ".txt": "text/plain",
  ".xml": "application/xml",
  ".xhtml": "application/xhtml+xml",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
};

export async function startSite(folder?: string): Promise<Site> {
  const pages = new Map<string, ServedPage>([["/empty", { body: "<!doctype html><title>Empty</title>" }]]);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    const page = pages.get(pathname);
    if (page) {
      response.setHeader("Content-Type", typeof page.body === "string" ? "text/html; charset=utf-8" : "text/html");
      if (page.policy) response.setHeader("Content-Security-Policy", page.policy);
      response.end(page.body);
      return;
    }
    const bytes = folder && (await fileIn(folder, pathname));
    if (bytes) response.setHeader("Content-Type", TYPES[extname(pathname).toLowerCase()] ?? "application/octet-stream");
    // A browser asks for it once an origin and a profile, whatever the page: an error here would be nobody's.
    else response.statusCode = pathname === "/favicon.ico" ? 204 : 404;
    response.end(bytes);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    serve(path, page) {
      pages.set(path, page);
      return origin + path;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A file of a folder, unless the path leads out of it. */
async function fileIn(folder: string, pathname: string): Promise<Buffer | undefined> {
  const root = resolve(folder);
  const file = resolve(join(root, decodeURIComponent(pathname)));
  return file.startsWith(root + sep) ? readFile(file).catch(() => undefined) : undefined;
}
