import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync } from 'node:zlib';
import { buildScript } from './buildScript.ts';

/** The page of the floor: React alone draws one button. */
const entryCode = `
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
const button = createElement('button', { onClick: () => { document.title = 'pressed'; } }, 'Sign in');
createRoot(document.getElementById('root')).render(createElement('main', null, button));
`;
const html =
  '<!doctype html><html lang="en"><title>floor</title><div id="root"></div><script type="module" src="/assets/floor.js"></script></html>';

/**
 * Builds and serves a page that contains nothing but React and one button, compressed and cached like the app. No app that
 * needs React before its button works can be faster.
 * @returns the address of the page, and a function that ends the server
 */
export async function serveFloorPage(): Promise<{ url: string; close: () => void }> {
  const script = brotliCompressSync(await buildEntry());
  const page = brotliCompressSync(html);
  const server = createServer((request, response) => {
    const isPage = request.url === '/';
    if (!isPage && request.url !== '/assets/floor.js') return response.writeHead(404).end();
    return response
      .writeHead(200, {
        'content-encoding': 'br',
        'content-type': isPage ? 'text/html; charset=utf-8' : 'text/javascript',
        'cache-control': isPage ? 'no-cache, no-store' : 'public, max-age=31536000, immutable',
      })
      .end(isPage ? page : script);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function buildEntry(): Promise<string> {
  const result = await buildScript('floor', entryCode, { write: false });
  const [first] = Array.isArray(result) ? result : [result];
  if (!first || !('output' in first)) throw new Error('Vite built no floor page.');
  return first.output[0].code;
}
