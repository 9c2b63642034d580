import { webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';
import { useLayoutEffect, useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import { createStoredValue } from '../base/storedValue.ts';

export const themeChoices = ['system', 'light', 'dark'] as const;

/** The theme a person chose. The browser's, not the account's: the first screen has it before anybody signs in. */
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

/** The chosen theme, or the system's, followed while the app runs. High contrast is the browser's: Fluent honours it. */
export function useTheme(): Theme {
  const dark = useSyncExternalStore(subscribe, isDark);
  useLayoutEffect(() => {
    // Scroll bars and the like are the browser's to draw.
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
  return dark ? webDarkTheme : webLightTheme;
}
