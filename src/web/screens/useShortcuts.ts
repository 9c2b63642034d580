import { useEffect, useEffectEvent } from 'react';
import { usePhone } from '../calling/react.tsx';
import { findAction, isUsedByField, readShortcut, type ShortcutAction } from '../settings/shortcuts.ts';

/**
 * Handles the keyboard shortcuts of some actions. They work in text fields, too, except for keys that a field uses itself.
 * @param runAction returns whether the action was possible. If not, other handlers and the browser get the keys.
 */
export function useShortcuts(runAction: (action: ShortcutAction) => boolean): void {
  const phone = usePhone();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat || event.defaultPrevented || isUsedByField(event)) return;
    const shortcut = readShortcut(event);
    const action = shortcut === null ? undefined : findAction(shortcut, phone.settings.get().shortcuts);
    if (action && runAction(action)) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
