import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import type * as prerender from '../../web/first-screen/prerender.tsx';
import { createLocaleFiles, readWords } from '../locales/files.ts';
import { createModulePlugin } from '../locales/plugin.ts';
import { splitWords } from '../locales/split.ts';

const root = resolve(import.meta.dirname, '../../..');

/** Renders the first screen in every language. The parameters are those of `createFirstScreenPlugin`. */
export async function renderScreenHtml(withPseudo: boolean, define: Record<string, string>) {
  const { module } = await runnerImport<typeof prerender>(
    resolve(root, 'src/web/first-screen/prerender.tsx'),
    {
      configFile: false,
      root,
      logLevel: 'warn',
      define,
      plugins: [createModulePlugin(withPseudo)],
    },
  );
  const words = new Map<string, object>([['en', splitWords(readWords('en')).first]]);
  for (const { language, part, text } of createLocaleFiles(withPseudo))
    if (part === 'first') words.set(language, JSON.parse(text) as object);
  return module.renderFirstScreen(words);
}
