import { useTranslation } from 'react-i18next';

/**
 * Returns a function that writes a shortcut with the key names of the page's language: for `Ctrl+Shift+M` in German
 * `Strg+Umschalt+M`.
 */
export function useKeyNames(): (shortcut: string) => string {
  const { t } = useTranslation();
  return (shortcut) =>
    shortcut.replace(/\b(Ctrl|Alt|Meta|Shift)(?=\+)/g, (key) =>
      t(`keyNames.${key as 'Ctrl' | 'Alt' | 'Meta' | 'Shift'}`),
    );
}
