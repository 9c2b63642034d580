import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

export type PageServer = Awaited<ReturnType<typeof startServer>>;

/** Starts a server on a free port of this machine. @param answer answers each request */
export async function startServer(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    server,
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** Serves texts. @param pages the text of each path. Paths that end in a slash are HTML, and all others JavaScript. */
export const servePages = (
  pages: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<PageServer> =>
  startServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const text = pages[path];
    const contentType = path.endsWith('/') ? 'text/html' : 'text/javascript';
    response.writeHead(text === undefined ? 404 : 200, { ...headers, 'content-type': contentType }).end(text);
  });

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Serves a folder as simple web hosts do, under the path `base`, which has slashes at both ends. */
export const serveFolder = (folder: string, base = '/'): Promise<PageServer> =>
  startServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const file = path.startsWith(base) ? join(folder, path.slice(base.length)) : '';
    readFile(file).then(
      (content) => {
        response.setHeader('content-type', contentTypes[extname(file)] ?? 'application/octet-stream');
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
