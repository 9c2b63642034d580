import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../calling/react.tsx';
import {
  actionOf,
  shortcutActions,
  shortcutFor,
  shortcutOf,
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
  conflict: { color: tokens.colorStatusDangerForeground1 },
});

/** The keyboard shortcuts. The user presses a shortcut's button and then its new keys. */
export function ShortcutsTab() {
  const { t } = useTranslation();
  const styles = useStyles();
  const [{ shortcuts }, change] = useSettings();
  const [editing, setEditing] = useState<ShortcutAction | null>(null);
  const [isTaken, setTaken] = useState(false);
  const set = (action: ShortcutAction, keys: string | null) =>
    change({ shortcuts: { ...shortcuts, [action]: keys } });
  const onKey = (action: ShortcutAction) => (event: KeyboardEvent) => {
    if (editing !== action || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setEditing(null);
    const isRemoval = event.key === 'Backspace' || event.key === 'Delete';
    const keys = isRemoval ? null : shortcutOf(event.nativeEvent);
    if (keys === null && !isRemoval) return undefined;
    const owner = keys === null ? undefined : actionOf(keys, shortcuts);
    setTaken(owner !== undefined && owner !== action);
    if (owner === undefined) set(action, keys);
    return setEditing(null);
  };
  return (
    <>
      <Body1>{t('settings.shortcutsHint')}</Body1>
      {isTaken && (
        <Body1 role="alert" className={styles.conflict}>
          {t('settings.taken')}
        </Body1>
      )}
      <ul className={styles.list}>
        {shortcutActions.map((action) => (
          <li key={action} className={styles.row}>
            <span>{t(`settings.shortcut.${action}`)}</span>
            <Button
              size="small"
              aria-label={`${t('settings.change', { action: t(`settings.shortcut.${action}`) })} ${
                shortcutFor(action, shortcuts) ?? t('settings.none')
              }`}
              onClick={() => setEditing(action)}
              onBlur={() => setEditing(null)}
              onKeyDown={onKey(action)}
            >
              {editing === action
                ? t('settings.press')
                : (shortcutFor(action, shortcuts) ?? t('settings.none'))}
            </Button>
          </li>
        ))}
      </ul>
      <Button onClick={() => change({ shortcuts: {} })}>{t('settings.reset')}</Button>
    </>
  );
}
