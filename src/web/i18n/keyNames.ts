import { useTranslation } from 'react-i18next';

/**
 * Returns a function that writes a shortcut with the names that the keys have on keyboards of the page's language: `Strg+Umschalt+M`
 * for `Ctrl+Shift+M` in German.
 */
export function useKeyNames(): (shortcut: string) => string {
  const { t } = useTranslation();
  return (shortcut) =>
    shortcut.replace(/\b(Ctrl|Alt|Meta|Shift)(?=\+)/g, (key) =>
      t(`keyNames.${key as 'Ctrl' | 'Alt' | 'Meta' | 'Shift'}`),
    );
}
