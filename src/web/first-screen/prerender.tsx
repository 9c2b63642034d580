import {
  createDOMRenderer,
  renderToStyleElements,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components';
import { renderToString } from 'react-dom/server';
import { App } from '../app/App.tsx';
import { AppRoot } from '../app/AppRoot.tsx';
import { firstScreenPhase } from '../app/phase.ts';
import { createStore } from '../base/store.ts';
import { createLanguages } from '../i18n/languages.ts';
import { createThemeCss } from './themeCss.ts';

/** A style element of Griffel, the style engine of Fluent. */
interface StyleElement {
  /** The attributes by which Griffel finds the element again when the app starts. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly css: string;
}

interface RenderedScreen {
  /** The HTML of the screen, by language. */
  readonly markup: ReadonlyMap<string, string>;
  readonly styles: readonly StyleElement[];
  /** The values of Fluent's variables that `styles` use, in both themes. */
  readonly themeCss: string;
}

/**
 * Renders the screen of a user who is not signed in, as React does on a server. The build calls this function in Node.
 * @param languages the words of the first screen, by BCP 47 tag
 * @see https://react.dev/reference/react-dom/server/renderToString
 * @see https://griffel.js.org/react/guides/ssr-usage
 */
export async function renderFirstScreen(languages: ReadonlyMap<string, object>): Promise<RenderedScreen> {
  const renderer = createDOMRenderer();
  const markup = new Map<string, string>();
  for (const [language, words] of languages) {
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
    markup.set(language, removeServerElements(html));
  }
  const styles = renderToStyleElements(renderer).map(readStyleElement);
  return {
    markup,
    styles,
    themeCss: createThemeCss(styles.map(({ css }) => css).join(''), webLightTheme, webDarkTheme),
  };
}

/**
 * Removes the elements that only servers render: React's request for the icon, which the page sends anyway, and the variables
 * of Fluent's theme, which are 20 KB. The app inserts the theme when it starts.
 */
const removeServerElements = (html: string): string =>
  html.replaceAll(/<link rel="preload"[^>]*>|<style id="fui-FluentProvider[^>]*>.*?<\/style>/gs, '');

function readStyleElement(element: ReturnType<typeof renderToStyleElements>[number]): StyleElement {
  const { dangerouslySetInnerHTML, ...attributes } = (element?.props ?? {}) as Record<string, string> & {
    dangerouslySetInnerHTML?: { __html: string };
  };
  return { attributes, css: dangerouslySetInnerHTML?.__html ?? '' };
}
