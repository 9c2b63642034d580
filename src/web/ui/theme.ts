import { webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';

const dark = matchMedia('(prefers-color-scheme: dark)');

const subscribe = (listener: () => void) => {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
};

/** The system's theme, followed while the app runs. High contrast is the browser's: Fluent honours forced colours. */
export const useSystemTheme = (): Theme =>
  useSyncExternalStore(subscribe, () => dark.matches) ? webDarkTheme : webLightTheme;
