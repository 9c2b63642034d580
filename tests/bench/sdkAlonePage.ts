import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildScript } from './buildScript.ts';

/** The path of the page with the Calling SDK alone. */
export const sdkAlonePath = '/sdk-alone.html';

const code = `
// The SDK starts a worker with a plain string.
trustedTypes.createPolicy('default', { createScriptURL: (url) => url });
const { CallClient } = await import('@azure/communication-calling');
new CallClient();
performance.mark('agent-asked-for');
`;

/**
 * Adds a page to a built app that only imports the Calling SDK and creates a `CallClient`. The service serves it as it serves the
 * app. The page asks for the SDK as early as an app can.
 * @param folder the folder of the built app
 */
export async function addSdkAlonePage(folder: string): Promise<void> {
  const assets = join(folder, 'assets');
  const chunksBefore = new Set(readdirSync(assets));
  // Vite would set NODE_ENV to `production`, with which the emulator refuses to start.
  process.env.NODE_ENV ??= 'test';
  await buildScript('sdk-alone', code, { outDir: folder, emptyOutDir: false, chunkSizeWarningLimit: 8_000 });
  const sizes = readdirSync(assets)
    .filter((file) => file.endsWith('.js') && !chunksBefore.has(file))
    .map((file) => ({ file, size: statSync(join(assets, file)).size }));
  const [sdk] = sizes.toSorted((a, b) => b.size - a.size);
  if (!sdk) throw new Error('Vite has built no chunk with the Calling SDK.');
  const elements = `<link rel="modulepreload" href="/assets/${sdk.file}"><script type="module" src="/assets/sdk-alone.js"></script>`;
  writeFileSync(join(folder, sdkAlonePath), `<!doctype html><meta charset="utf-8">${elements}`);
}
