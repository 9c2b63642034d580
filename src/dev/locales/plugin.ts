import { join } from 'node:path';
import type { Plugin } from 'vite';
import { bundleScript } from '../bundleScript.ts';
import { createLocaleFiles, localeFolder, readWords, type LocaleFile, listLanguages } from './files.ts';
import { splitWords } from './split.ts';
import { findDirection } from '../../web/i18n/supportedLanguages.ts';

/** Creates the text for browsers without JavaScript, in all languages, because only a script could choose one. English is first. */
function createNoScriptHtml(): string {
  const languages = new Set(['en', ...listLanguages()]);
  const paragraphs = [...languages].map((language) => {
    const { noScript } = readWords(language);
    if (typeof noScript !== 'string') return '';
    return `<p lang="${language}" dir="${findDirection(language)}">${noScript}</p>`;
  });
  return paragraphs.join('');
}

const headScript = 'src/web/i18n/headScript.ts';

/**
 * Splits each locale into two parts, so that the first screen loads only the words that it shows (`i18n/virtualModules.d.ts`).
 * Also adds two things to the page: the script that chooses the language, and the text for browsers without JavaScript.
 * @param withPseudo whether the app offers the pseudo-locale, a locale for tests
 */
export function createLocalesPlugin(withPseudo: boolean): Plugin {
  return {
    ...createModulePlugin(withPseudo),
    generateBundle() {
      for (const { path, text } of createLocaleFiles(withPseudo))
        this.emitFile({ type: 'asset', fileName: path, source: text });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        // Creating the files takes 40 ms, so the hundreds of requests for modules do not create them.
        const files = request.url?.startsWith('/assets/') ? createLocaleFiles(withPseudo) : [];
        const file = files.find(({ path }) => request.url === `/${path}`);
        if (file) response.setHeader('content-type', 'application/json').end(file.text);
        else next();
      });
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html, { filename, server }) {
        if (!filename.endsWith('index.html')) return html;
        const script = server
          ? `<script type="module" src="/${headScript}"></script>`
          : `<script>${await bundleScript(headScript, { plugins: [createModulePlugin(withPseudo)] })}</script>`;
        // In front of the style sheet, because the browser runs no script before the style sheets above it have arrived.
        return html
          .replace('</title>', () => `</title>\n    ${script}`)
          .replace(/<noscript>.*<\/noscript>/, () => `<noscript>${createNoScriptHtml()}</noscript>`);
      },
    },
  };
}

/** Creates a plugin that provides the virtual modules `virtual:locales/…`. */
export function createModulePlugin(withPseudo: boolean): Plugin {
  const modules = new Map<string, () => string>(
    Object.entries({
      'virtual:locales/english-first': () => exportValue(splitWords(readWords('en')).first),
      'virtual:locales/english-rest': () => exportValue(splitWords(readWords('en')).rest),
      'virtual:locales/files': () => {
        const files = createLocaleFiles(withPseudo);
        return `export const firstFiles = ${listAddresses(files, 'first')};
              export const restFiles = ${listAddresses(files, 'rest')};`;
      },
    }),
  );
  return {
    name: 'locales',
    // By convention, the id of a module without a file begins with a zero byte, so that no other plugin looks for the file.
    resolveId: (id) => (modules.has(id) ? `\0${id}` : null),
    load(id) {
      const createModule = modules.get(id.slice(1));
      if (!createModule) return null;
      this.addWatchFile(join(localeFolder, 'en.json'));
      return createModule();
    },
  };
}

/** Writes a value as the default export of a module. `JSON.parse` is faster than an object literal of this size. */
const exportValue = (value: object): string =>
  `export default JSON.parse(${JSON.stringify(JSON.stringify(value))});`;

/** Writes an object that maps each language to the address of its file. */
function listAddresses(files: readonly LocaleFile[], part: LocaleFile['part']): string {
  const filesOfPart = files.filter((file) => file.part === part);
  return JSON.stringify(Object.fromEntries(filesOfPart.map(({ language, path }) => [language, `/${path}`])));
}
