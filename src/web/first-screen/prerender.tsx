import {
  createDOMRenderer,
  renderToStyleElements,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components';
import { renderToStaticMarkup, renderToString } from 'react-dom/server';
import { App } from '../app/App.tsx';
import { AppRoot } from '../app/AppRoot.tsx';
import { firstScreenPhase } from '../app/phase.ts';
import { createStore } from '../base/store.ts';
import { createLanguages } from '../i18n/languages.ts';
import { createThemeCss } from './themeCss.ts';

/**
 * Renders the screen of a user who is not signed in, as React does on a server. The build calls this function in Node.
 * @param languages maps BCP 47 tags to the words of the first screen
 * @returns HTML for index.html: style elements for its head, and a `<template>` element for each language
 * @see https://griffel.js.org/react/guides/ssr-usage
 */
export async function renderFirstScreen(languages: ReadonlyMap<string, object>) {
  const renderer = createDOMRenderer();
  let templates = '';
  for (const [language, words] of languages) {
    // Without files: the next line adds the words.
    const { i18n } = createLanguages({ first: {}, rest: {} });
    i18n.addResourceBundle(language, 'translation', words, true);
    await i18n.changeLanguage(language);
    const html = renderToString(
      <AppRoot i18n={i18n} renderer={renderer} targetDocument={undefined}>
        <App
          phase={createStore(firstScreenPhase)}
          label={createStore<string | null>(null)}
          isOutdated={createStore(false)}
        />
      </AppRoot>,
    );
    templates += `<template data-language="${language}">${removeServerElements(html)}</template>\n    `;
  }
  const styles = renderToStaticMarkup(renderToStyleElements(renderer));
  const themeStyle = `<style>${createThemeCss(styles, webLightTheme, webDarkTheme)}</style>`;
  return { styles: themeStyle + styles, templates: templates.trimEnd() };
}

/** Removes React's preload of the icon, which the page loads anyway, and the 20 KB of Fluent's theme, which the app inserts. */
const removeServerElements = (html: string): string =>
  html.replaceAll(/<link rel="preload"[^>]*>|<style id="fui-FluentProvider[^>]*>.*?<\/style>/gs, '');
