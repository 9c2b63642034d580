import {
  createDOMRenderer,
  renderToStyleElements,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components';
import { renderToStaticMarkup, renderToString } from 'react-dom/server';
import { App } from '../app/App.tsx';
import { AppRoot } from '../app/AppRoot.tsx';
import { firstScreenPhase, type Phase } from '../app/phase.ts';
import { createStore } from '../base/store.ts';
import { createLanguages } from '../i18n/languages.ts';
import { createThemeCss } from './themeCss.ts';

/**
 * Renders the screen of a user who is not signed in, and the screen that a signed-in user sees while the app loads, as React does
 * on a server. The build calls this function in Node.
 * @param languages maps BCP 47 tags to the words of the first screen
 * @returns HTML for index.html: style elements for its head, and two `<template>` elements for each language
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
    const render = (phase: Phase): string =>
      renderToString(
        <AppRoot i18n={i18n} renderer={renderer} targetDocument={undefined}>
          <App
            phase={createStore(phase)}
            label={createStore<string | null>(null)}
            isOutdated={createStore(false)}
          />
        </AppRoot>,
      );
    // The wait screen differs from the first screen only in this element.
    const [wait] = /<main.*<\/main>/s.exec(render({ kind: 'signingIn' })) ?? [];
    if (wait === undefined) throw new Error('The screen “Signing you in…” has no <main> element.');
    templates += `<template data-screen="signIn-${language}">${removeServerElements(render(firstScreenPhase))}</template>
    <template data-screen="wait-${language}">${wait}</template>
    `;
  }
  const styles = renderToStaticMarkup(renderToStyleElements(renderer));
  const themeStyle = `<style>${createThemeCss(styles, webLightTheme, webDarkTheme)}</style>`;
  return { styles: themeStyle + styles, templates: templates.trimEnd() };
}

/** Removes React's preload of the icon, which the page loads anyway, and the 20 KB of Fluent's theme, which the app inserts. */
const removeServerElements = (html: string): string =>
  html.replaceAll(/<link rel="preload"[^>]*>|<style id="fui-FluentProvider[^>]*>.*?<\/style>/gs, '');
