/**
 * Properties of a button that also has a shortcut: a tooltip, and the keys for screen readers.
 * @param shortcut for example `Ctrl+Shift+M`; `null` for no shortcut
 */
export const toShortcutProps = (shortcut: string | null) =>
  shortcut === null ? {} : { title: shortcut, 'aria-keyshortcuts': shortcut.replace('Ctrl', 'Control') };
