import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import type en from '../web/locales/en.json';
import type { SdkFile } from '../web/base/sdkFile.ts';
import type { OfflineTexts } from '../web/offline/page.ts';
import { bundleScript } from './bundleScript.ts';
import type { BuiltSdk } from './callingSdk.ts';
import { createIntegrity } from './hashes.ts';
import { listLanguages, readWords } from './locales/files.ts';

const root = resolve(import.meta.dirname, '../..');
const offlineFolder = resolve(root, 'src/web/offline');

/** Adds the service worker, with the offline page inside, to a build of the app. */
export const createOfflineWorker = (readSdk: () => Promise<BuiltSdk>): Plugin => ({
  name: 'offline-worker',
  apply: 'build',
  async generateBundle() {
    const { address, integrity } = await readSdk();
    const { html, policy } = await buildOfflinePage();
    // The worker does not contain the build's version. It changes only with its code, the offline page or the Calling SDK.
    const source = await bundleScript(resolve(offlineFolder, 'worker.ts'), {
      constants: {
        __OFFLINE_PAGE__: html,
        __OFFLINE_POLICY__: policy,
        __SDK_FILE__: { address, integrity } satisfies SdkFile,
      },
    });
    this.emitFile({ type: 'asset', fileName: 'sw.js', source });
  },
});

/** Builds the offline page as one file, because the browser can fetch no further file for it. */
async function buildOfflinePage(): Promise<{ html: string; policy: string }> {
  const icon = readFileSync(resolve(root, 'public/icon.svg')).toString('base64');
  const script = await bundleScript(resolve(offlineFolder, 'page.ts'), {
    constants: { __OFFLINE_TEXTS__: readOfflineTexts() },
  });
  const html = readFileSync(resolve(offlineFolder, 'page.html'), 'utf8')
    .replaceAll('__ICON__', `data:image/svg+xml;base64,${icon}`)
    // A function, because `replace` would interpret each `$` in a replacement string.
    .replace('__SCRIPT__;', () => script);
  const policy = [
    "default-src 'none'",
    `style-src '${hashElement(html, 'style')}'`,
    `script-src '${hashElement(html, 'script')}'`,
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return { html, policy };
}

/** @returns the source that allows this inline element in a Content Security Policy */
function hashElement(html: string, name: 'style' | 'script'): string {
  const [, text] = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(html) ?? [];
  if (text === undefined) throw new Error(`page.html has no element <${name}>.`);
  return createIntegrity(text);
}

/** Reads the words of the offline page in every language that has them. */
function readOfflineTexts(): OfflineTexts {
  const texts: Record<string, OfflineTexts[string]> = {};
  for (const language of listLanguages()) {
    const { offline, remedies, product } = readWords(language) as Partial<typeof en>;
    if (!offline || !remedies || !product) continue;
    texts[language] = { ...offline, retry: remedies.retry, product };
  }
  return texts;
}
