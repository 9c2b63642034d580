import { Button, makeStyles } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../history/entry.ts';

const useStyles = makeStyles({
  // Beside the first day's heading, so that the button moves nothing, and 8 px above the first row.
  button: { position: 'absolute', top: '2px', insetInlineEnd: 0 },
});

/**
 * Keeps the rows of the list still: a call that comes into the history while the user sees the list waits until the user asks for
 * it, because its row would move all others under the pointer.
 * @param entries the whole history
 * @param visibleEntries the entries that the list would show
 * @param isLoading whether stored entries are still being read. They do not wait
 */
export function useNewCalls(
  entries: readonly HistoryEntry[],
  visibleEntries: readonly HistoryEntry[],
  isLoading: boolean,
) {
  /** The history at the moment when no call waited. */
  const [known, setKnown] = useState(entries);
  const knownKeys = useMemo(() => new Set(known.map(({ key }) => key)), [known]);
  const shownEntries = useMemo(
    () => visibleEntries.filter(({ key }) => knownKeys.has(key)),
    [visibleEntries, knownKeys],
  );
  const newCount = visibleEntries.length - shownEntries.length;
  const showNew = () => setKnown(entries);
  // Nobody aims at a row of an empty list or of a hidden page.
  const movesNothing = isLoading || shownEntries.length === 0 || document.hidden;
  if (newCount > 0 && movesNothing) showNew();
  return { shownEntries, newCount, showNew };
}

/** The button that shows the calls that wait, and moves the focus to the first of them. */
export function NewCallsButton({ count, onShow }: { count: number; onShow: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Button
      appearance="primary"
      shape="circular"
      size="small"
      className={styles.button}
      onClick={({ currentTarget: { parentElement } }) => {
        // The rows must be there before one of them gets the focus.
        flushSync(onShow);
        parentElement?.querySelector<HTMLElement>('li button')?.focus();
      }}
    >
      {t('history.new', { count })}
    </Button>
  );
}
