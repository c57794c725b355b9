// Pages for the tests, on loopback only.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface ServedPage {
  body: string;
  /** A Content-Security-Policy, for pages that allow nothing. */
  policy?: string;
}

export interface Site {
  /** Puts a page at a path and gives its address. */
  serve(path: string, page: ServedPage): string;
  close(): void;
}

export async function startSite(): Promise<Site> {
  const pages = new Map<string, ServedPage>();
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url ?? "/", "http://site").pathname);
    if (!page) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    if (page.policy) response.setHeader("Content-Security-Policy", page.policy);
    response.end(page.body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    serve(path, page) {
      pages.set(path, page);
      return `http://127.0.0.1:${port}${path}`;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
