import { webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';
import { useLayoutEffect, useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import { createStoredValue } from '../base/storedValue.ts';
import { joinStops, listenTo } from '../base/subscriptions.ts';

export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** The user's choice of theme. It is stored for the browser, not for the account, because the app needs it before sign-in. */
export const themeChoice = createStoredValue<ThemeChoice>('theme', z.enum(themeChoices), 'system');

// The build renders the first screen in Node, which has no media queries.
const darkQuery = globalThis.matchMedia?.('(prefers-color-scheme: dark)') ?? null;

const subscribe = (listener: () => void) =>
  joinStops(
    themeChoice.subscribe(listener),
    darkQuery ? listenTo(darkQuery, ['change'], listener) : () => {},
  );

const readIsDark = () => {
  const choice = themeChoice.get();
  return choice === 'system' ? (darkQuery?.matches ?? false) : choice === 'dark';
};

/** The user's theme, or the system's. High contrast needs no theme of its own: Fluent then follows the browser. */
export function useTheme(): Theme {
  const isDark = useSyncExternalStore(subscribe, readIsDark, readIsDark);
  const theme = isDark ? webDarkTheme : webLightTheme;
  useLayoutEffect(() => {
    // The browser draws scroll bars and some form controls in this scheme.
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
    // The browser draws the title bar of the installed app in this colour. index.html has one for each scheme of the system.
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]'))
      meta.content = theme.colorNeutralBackground2;
  }, [isDark, theme]);
  return theme;
}
