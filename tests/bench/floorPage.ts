import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync } from 'node:zlib';
import { buildScript } from './buildScript.ts';

/**
 * The page of the floor: React, Fluent's button, and MSAL. This is what a team writes in an afternoon, with its configuration in
 * the script.
 */
const createCode = (entra: { clientId: string; tenant: string; authorityMetadata?: object }): string => `
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Button, FluentProvider, webLightTheme } from '@fluentui/react-components';
import { PublicClientApplication } from '@azure/msal-browser';
const msal = new PublicClientApplication({
  auth: {
    clientId: ${JSON.stringify(entra.clientId)},
    authority: ${JSON.stringify(`https://login.microsoftonline.com/${entra.tenant}`)},
    authorityMetadata: ${JSON.stringify(JSON.stringify(entra.authorityMetadata))},
    redirectUri: location.origin + '/',
  },
  cache: { cacheLocation: 'sessionStorage' },
});
const initialized = msal.initialize();
const signIn = async () => {
  await initialized;
  await msal.loginRedirect({ scopes: ['https://auth.msft.communication.azure.com/Teams.ManageCalls'] });
};
const button = createElement(Button, { appearance: 'primary', size: 'large', onClick: signIn }, 'Sign in');
createRoot(document.getElementById('root')).render(
  createElement(FluentProvider, { theme: webLightTheme }, createElement('main', null, button)),
);
`;
const html =
  '<!doctype html><html lang="en"><title>floor</title><div id="root"></div><script type="module" src="/assets/floor.js"></script></html>';

/**
 * Builds and serves a plain page with *Sign in*, compressed and cached like the app.
 * @param entra the part of `config.json` that the app has, too
 * @returns the address of the page, and a function that ends the server
 */
export async function serveFloorPage(
  entra: Parameters<typeof createCode>[0],
): Promise<{ url: string; close: () => void }> {
  const script = brotliCompressSync(await buildEntry(createCode(entra)));
  const page = brotliCompressSync(html);
  const server = createServer((request, response) => {
    const isScript = request.url === '/assets/floor.js';
    return response
      .writeHead(200, {
        'content-encoding': 'br',
        'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8',
        'cache-control': isScript ? 'public, max-age=31536000, immutable' : 'no-cache, no-store',
      })
      .end(isScript ? script : page);
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

async function buildEntry(code: string): Promise<string> {
  const result = await buildScript('floor', code, { write: false });
  const [first] = Array.isArray(result) ? result : [result];
  if (!first || !('output' in first)) throw new Error('Vite built no floor page.');
  return first.output[0].code;
}
