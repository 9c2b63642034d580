import { webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';
import { useLayoutEffect, useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import { createStoredValue } from '../base/storedValue.ts';

export const themeChoices = ['system', 'light', 'dark'] as const;

/** The chosen theme. It is stored for the browser, not for the account, because the app needs it before the user signs in. */
export const themeChoice = createStoredValue<(typeof themeChoices)[number]>(
  'theme',
  z.enum(themeChoices),
  'system',
);

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

const subscribe = (listener: () => void) => {
  const stop = themeChoice.subscribe(listener);
  systemIsDark.addEventListener('change', listener);
  return () => {
    stop();
    systemIsDark.removeEventListener('change', listener);
  };
};

const isDark = () => {
  const choice = themeChoice.get();
  return choice === 'system' ? systemIsDark.matches : choice === 'dark';
};

/** The chosen theme, or the system's, as it changes. High contrast needs no theme: Fluent follows the browser there. */
export function useTheme(): Theme {
  const dark = useSyncExternalStore(subscribe, isDark);
  useLayoutEffect(() => {
    // The browser draws scroll bars and other parts of the page.
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
  return dark ? webDarkTheme : webLightTheme;
}
