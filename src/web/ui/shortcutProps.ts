import { useKeyNames } from '../i18n/keyNames.ts';

/** Writes keys as `aria-keyshortcuts` needs them. @param shortcut for example `Ctrl+Shift+M` */
export const toAriaKeys = (shortcut: string): string => shortcut.replace('Ctrl', 'Control');

/** Returns a button's tooltip and keys for screen readers. @param shortcut for example `Ctrl+Shift+M`; `null` for none */
export function useShortcutProps(shortcut: string | null) {
  const nameKeys = useKeyNames();
  return shortcut === null ? {} : { title: nameKeys(shortcut), 'aria-keyshortcuts': toAriaKeys(shortcut) };
}
