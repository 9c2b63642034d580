import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import type { renderFirstScreen } from '../../web/first-screen/prerender.tsx';
import { createLocaleFiles, readWords } from '../locales/files.ts';
import { createModulePlugin } from '../locales/plugin.ts';
import { splitWords } from '../locales/split.ts';

const root = resolve(import.meta.dirname, '../../..');
interface Renderer {
  readonly renderFirstScreen: typeof renderFirstScreen;
}

/** The elements of the prerendered screen for index.html. */
interface ScreenHtml {
  /** Style elements for the head of the page. */
  readonly styles: string;
  /** One `<template>` element for each language. */
  readonly templates: string;
}

/** Renders the first screen in every language. The parameters are those of `createFirstScreenPlugin`. */
export async function renderScreenHtml(
  withPseudo: boolean,
  define: Record<string, string>,
): Promise<ScreenHtml> {
  const { module } = await runnerImport<Renderer>(resolve(root, 'src/web/first-screen/prerender.tsx'), {
    configFile: false,
    root,
    logLevel: 'warn',
    define,
    plugins: [createModulePlugin(withPseudo)],
  });
  const words = new Map<string, object>([['en', splitWords(readWords('en')).first]]);
  for (const { language, part, text } of createLocaleFiles(withPseudo))
    if (part === 'first') words.set(language, JSON.parse(text) as object);
  const { markup, styles, themeCss } = await module.renderFirstScreen(words);
  const styleElements = styles.map(({ attributes, css }) => {
    const attributeTexts = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
    return `<style${attributeTexts.join('')}>${css}</style>`;
  });
  return {
    styles: [`<style>${themeCss}</style>`, ...styleElements].join(''),
    templates: [...markup]
      .map(([language, html]) => `<template data-language="${language}">${html}</template>`)
      .join('\n    '),
  };
}
