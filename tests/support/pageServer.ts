import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PageServer {
  /** `http://localhost:<port>` */
  readonly origin: string;
  readonly server: Server;
  close(): Promise<void>;
}

/**
 * Serves texts on a free port of this machine.
 * @param pages the text of each path. Paths that end in a slash are HTML, and all others JavaScript.
 * @param headers are added to each response; none by default.
 */
export async function servePages(
  pages: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<PageServer> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const text = pages[path];
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('content-type', path.endsWith('/') ? 'text/html' : 'text/javascript');
    response.statusCode = text === undefined ? 404 : 200;
    response.end(text ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    server,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
