import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type BuildOptions } from 'vite';
import { startServer, type PageServer } from '../support/pageServer.ts';
import type { System } from '../support/system.ts';

/** Builds the script `assets/<name>.js` for a page without the app, with the packages that the script imports. */
async function buildScript(name: string, code: string, options: BuildOptions) {
  const entry = `virtual:${name}`;
  // If NODE_ENV is unset, Vite sets it to `production` for this process. With that the emulator refuses to start, and with any other
  // value the app is built for development. So it is unset again after the build.
  const wasUnset = process.env.NODE_ENV === undefined;
  process.env.NODE_ENV ??= 'production';
  const result = await build({
    configFile: false,
    root: resolve(import.meta.dirname, '../..'),
    logLevel: 'error',
    publicDir: false,
    plugins: [
      { name, resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? code : null) },
    ],
    build: {
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: entry, output: { entryFileNames: `assets/${name}.js` } },
      ...options,
    },
  });
  if (wasUnset) delete process.env.NODE_ENV;
  return result;
}

/**
 * The script of a page with *Sign in*: React, Fluent's button, and MSAL. This is what a team writes in an afternoon, with its
 * configuration in the script.
 */
const createSignInCode = (entra: System['config']['entra']) => `
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
const signInHtml =
  '<!doctype html><html lang="en"><title>floor</title><div id="root"></div><script type="module" src="/assets/floor.js"></script></html>';

/** Builds and serves a plain page with *Sign in*, compressed and cached like the app. */
export async function serveSignInPage(entra: System['config']['entra']): Promise<PageServer> {
  const result = await buildScript('floor', createSignInCode(entra), { write: false });
  const [built] = Array.isArray(result) ? result : [result];
  if (!built || !('output' in built)) throw new Error('Vite built no floor page.');
  const script = brotliCompressSync(built.output[0].code);
  const page = brotliCompressSync(signInHtml);
  return startServer((request, response) => {
    const isScript = request.url === '/assets/floor.js';
    return response
      .writeHead(200, {
        'content-encoding': 'br',
        'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8',
        'cache-control': isScript ? 'public, max-age=31536000, immutable' : 'no-cache, no-store',
      })
      .end(isScript ? script : page);
  });
}

/** The path of the page with the Calling SDK alone. The part after # of its address is an ACS token. */
export const sdkAlonePath = '/sdk-alone.html';

/** Loads the SDK's file as `calling/sdk/sdkFile.ts` does, and creates an agent. */
const createSdkAloneCode = (address: string): string => `
import * as common from '@azure/communication-common';
import * as logger from '@azure/logger';
// The SDK starts a worker with a plain string.
trustedTypes.createPolicy('default', { createScriptURL: (url) => url });
const exports = {};
const modules = { exports, '@azure/communication-common': common, '@azure/logger': logger };
await new Promise((resolve) => {
  const define = (names, factory) => resolve(factory(...names.map((name) => modules[name])));
  window.define = Object.assign(define, { amd: {} });
  document.head.append(Object.assign(document.createElement('script'), { src: '${address}' }));
});
const client = new exports.CallClient();
performance.mark('agent-asked-for');
await client.createTeamsCallAgent(new common.AzureCommunicationTokenCredential(location.hash.slice(1)));
performance.mark('call-enabled');
`;

/**
 * Adds a page to a built app that only imports the Calling SDK and creates an agent. The service serves it as it serves the app.
 * The page asks for the SDK as early as an app can.
 */
export async function addSdkAlonePage(folder: string, sdkAddress: string): Promise<void> {
  await buildScript('sdk-alone', createSdkAloneCode(sdkAddress), { outDir: folder, emptyOutDir: false });
  const elements = `<link rel="preload" as="script" href="${sdkAddress}"><script type="module" src="/assets/sdk-alone.js"></script>`;
  writeFileSync(join(folder, sdkAlonePath), `<!doctype html><meta charset="utf-8">${elements}`);
}
