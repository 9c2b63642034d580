import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../calling/react.tsx';
import { useKeyNames } from '../../i18n/keyNames.ts';
import {
  findAction,
  isSlotAction,
  shortcutActions,
  findShortcut,
  readShortcut,
  readSlot,
  type ShortcutAction,
} from '../../settings/shortcuts.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXXS} 0`,
  },
  action: { minWidth: 0, overflowWrap: 'anywhere', hyphens: 'auto' },
  // Names of keys do not wrap. A long name of an action wraps instead.
  keys: { flexShrink: 0, whiteSpace: 'nowrap' },
  conflict: { color: tokens.colorStatusDangerForeground3 },
});

/** The keyboard shortcuts. To change one, the user presses its button and then the new keys. */
export function ShortcutsTab() {
  const { t } = useTranslation();
  const nameKeys = useKeyNames();
  const styles = useStyles();
  const [{ shortcuts }, changeSettings] = useSettings();
  /** The action whose button waits for new keys; `null` for none. */
  const [editedAction, setEditedAction] = useState<ShortcutAction | null>(null);
  /** Whether the last pressed keys were the shortcut of another action. */
  const [areKeysTaken, setKeysTaken] = useState(false);
  const nameAction = (action: ShortcutAction) =>
    isSlotAction(action)
      ? t('settings.shortcut.call', { number: readSlot(action) })
      : t(`settings.shortcut.${action}`);
  const nameShortcutOf = (action: ShortcutAction) => {
    const keys = findShortcut(action, shortcuts);
    return keys === null ? t('settings.none') : nameKeys(keys);
  };
  const editShortcut = (action: ShortcutAction, event: KeyboardEvent) => {
    // Tab moves the focus as usual, so it cannot be a shortcut.
    if (editedAction !== action || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setEditedAction(null);
    const isRemoval = event.key === 'Backspace' || event.key === 'Delete';
    const keys = isRemoval ? null : readShortcut(event.nativeEvent);
    // The user has pressed no complete shortcut yet, for example only Ctrl.
    if (keys === null && !isRemoval) return undefined;
    const actionWithKeys = keys === null ? undefined : findAction(keys, shortcuts);
    setKeysTaken(actionWithKeys !== undefined && actionWithKeys !== action);
    if (actionWithKeys === undefined) changeSettings({ shortcuts: { ...shortcuts, [action]: keys } });
    return setEditedAction(null);
  };
  return (
    <>
      <Body1>{t('settings.shortcutsHint')}</Body1>
      {areKeysTaken && (
        <Body1 role="alert" className={styles.conflict}>
          {t('settings.taken')}
        </Body1>
      )}
      <ul className={styles.list}>
        {shortcutActions.map((action) => (
          <li key={action} className={styles.row}>
            <span className={styles.action}>{nameAction(action)}</span>
            <Button
              size="small"
              className={styles.keys}
              aria-label={`${t('settings.change', { action: nameAction(action) })} ${nameShortcutOf(action)}`}
              onClick={() => setEditedAction(action)}
              onBlur={() => setEditedAction(null)}
              onKeyDown={(event) => editShortcut(action, event)}
            >
              {editedAction === action ? t('settings.press') : nameShortcutOf(action)}
            </Button>
          </li>
        ))}
      </ul>
      <Button onClick={() => changeSettings({ shortcuts: {} })}>{t('settings.reset')}</Button>
    </>
  );
}
