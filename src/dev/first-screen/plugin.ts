import { resolve } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import type { SdkFile } from '../../web/base/sdkFile.ts';
import { bundleScript } from '../bundleScript.ts';
import { createNameHash } from '../hashes.ts';
import { listEarlyChunks, signInModule } from './listChunks.ts';
import type * as prerender from '../../web/first-screen/prerender.tsx';
import { createLocaleFiles, readWords } from '../locales/files.ts';
import { createModulePlugin } from '../locales/plugin.ts';
import { splitWords } from '../locales/split.ts';

/** The script that shows the prerendered screen and loads the app. */
const screenScript = 'src/web/first-screen/script.ts';
/** The script that requests the Calling SDK when Entra has brought the user back. */
const sdkScript = 'src/web/first-screen/sdkScript.ts';

// The elements that Vite writes into index.html. The charset must stay the first one.
const charsetElement = /<meta charset="[^"]+"[^>]*>/;
/** Matches the elements that request the chunks which the app's entry imports. */
const preloadElements = /\s*<link rel="modulepreload"[^>]* href="([^"]+)"[^>]*>/g;
/** Matches the element that loads the app, with the address of the app's entry. */
const entryElement = /\s*<script type="module" crossorigin src="([^"]+)"[^>]*><\/script>/;
/** Matches the script that chooses the language (`locales/plugin.ts`). */
const languageElement = /\s*<script>(.*?)<\/script>/s;
const styleElement = /<link rel="stylesheet"[^>]* href="\/([^"]+)"[^>]*>/;

/** Creates the fallback: a file that imports the app's entry, for a host whose policy blocks the page's inline script. */
function createLoader(address: string): { path: string; code: string } {
  const code = `import(${JSON.stringify(address)})`;
  return { path: `assets/load-${createNameHash(code)}.js`, code };
}

/**
 * Puts the screen of a signed-out user into the built index.html, in all languages, with its styles. So the browser shows
 * *Sign in* before it loads the app, without a further request.
 * @param withPseudo whether the app offers the pseudo-locale, a locale for tests
 * @param define the constants of the build, as in Vite's option of this name
 * @param readSdk returns the file of the Calling SDK
 */
export const createFirstScreenPlugin = (
  withPseudo: boolean,
  define: Record<string, string>,
  readSdk: () => Promise<SdkFile>,
): Plugin => ({
  name: 'first-screen',
  apply: 'build',
  buildStart() {
    // The page's script imports this chunk, so the names of its exports must stay. With `strict`, the names would be in a file of
    // their own, which the browser would request beside the chunk of `vite.config.ts` that has the code.
    this.emitFile({ type: 'chunk', id: signInModule, preserveSignature: 'allow-extension' });
  },
  generateBundle(_options, bundle) {
    const entry = Object.values(bundle).find(
      (output) => output.type === 'chunk' && output.facadeModuleId?.endsWith('/index.html'),
    );
    if (!entry) throw new Error('The build has no chunk for index.html.');
    const { path, code } = createLoader(`/${entry.fileName}`);
    this.emitFile({ type: 'asset', fileName: path, source: code });
  },
  transformIndexHtml: {
    order: 'post',
    async handler(html, { filename, bundle = {} }) {
      if (!filename.endsWith('index.html')) return html;
      const [, address = ''] = entryElement.exec(html) ?? [];
      const [, stylePath = ''] = styleElement.exec(html) ?? [];
      const [, languageScript = ''] = languageElement.exec(html) ?? [];
      const style = bundle[stylePath];
      if (!address || !languageScript || !charsetElement.test(html) || style?.type !== 'asset')
        throw new Error('Vite has changed the elements in index.html.');
      const screen = await renderScreen(withPseudo, define);
      const imports = [...html.matchAll(preloadElements)].map(([, href = '']) => href);
      const chunks = listEarlyChunks(bundle, [address, ...imports]);
      const { address: sdkAddress, integrity } = await readSdk();
      const constants = {
        __SDK_FILE__: { address: sdkAddress, integrity } satisfies SdkFile,
        // `sdkScript` needs only this part of the chunks.
        __SDK_ADDRESSES__: chunks.sdk,
        __EARLY_CHUNKS__: chunks,
      };
      const script = await bundleScript(screenScript, { constants });
      const sdkLoader = await bundleScript(sdkScript, { constants });
      // The replacements are functions, because `replace` interprets each `$` in a string.
      return html
        .replace(entryElement, '')
        .replaceAll(preloadElements, '')
        .replace(languageElement, '')
        .replace(charsetElement, (element) => `${element}\n    <script>${sdkLoader}</script>`)
        .replace(styleElement, () => `<style>${String(style.source)}</style>${screen.styles}`)
        .replace('</body>', () =>
          [
            `  ${screen.templates}`,
            // The inline script removes this element, and with it the loader below.
            '<div hidden>',
            // The two scripts share an element, because the browser stops reading the page for each.
            `<script>${languageScript};${script}</script>`,
            // This policy has no effect outside the head. But it stops Chromium from looking ahead for scripts to request, which
            // would cost 6 ms before the first paint.
            `<meta http-equiv="Content-Security-Policy" content="object-src 'none'">`,
            // The file from `generateBundle`, whose name follows from the same address.
            `<script type="module" src="/${createLoader(address).path}"></script>`,
            '</div>',
            '</body>',
          ].join('\n  '),
        );
    },
  },
});

async function renderScreen(withPseudo: boolean, define: Record<string, string>) {
  const root = resolve(import.meta.dirname, '../../..');
  const file = resolve(root, 'src/web/first-screen/prerender.tsx');
  const plugins = [createModulePlugin(withPseudo)];
  const options = { configFile: false, root, logLevel: 'warn', define, plugins } as const;
  const { module } = await runnerImport<typeof prerender>(file, options);
  // The part `first` of a locale has the words of the first screen.
  const words = new Map<string, object>([['en', splitWords(readWords('en')).first]]);
  for (const { language, part, text } of createLocaleFiles(withPseudo))
    if (part === 'first') words.set(language, JSON.parse(text) as object);
  return module.renderFirstScreen(words);
}
