import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons/svg/arrow-download';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../../calling/react.tsx';
import { useHistory } from '../../history/HistoryProvider.tsx';
import type { HistoryEntry } from '../../history/entry.ts';
import { usePeople } from '../../people/PeopleProvider.tsx';
import { saveFile } from '../../ui/saveFile.ts';
import { lookUpNames } from './entryName.ts';
import { toCsv, createTable, formatDate } from './exportTable.ts';

const useStyles = makeStyles({
  question: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** A button that asks, and then clears the call history. @param props.onCleared runs after that, because the button disappears */
export function ClearHistory({ onCleared }: { onCleared: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const history = useHistory();
  const [isConfirming, setConfirming] = useState(false);
  const questionElement = useRef<HTMLDivElement>(null);
  const wasCancelled = useRef(false);
  useEffect(() => {
    if (isConfirming) questionElement.current?.focus();
  }, [isConfirming]);
  /** The `ref` of the button: gives it the focus when it comes back because the user has pressed *Keep*. */
  const restoreFocus = (button: HTMLButtonElement | null) => {
    if (wasCancelled.current) button?.focus();
    if (button) wasCancelled.current = false;
  };
  if (!isConfirming)
    return (
      <Button ref={restoreFocus} appearance="subtle" size="small" onClick={() => setConfirming(true)}>
        {t('history.clear')}
      </Button>
    );
  return (
    <div
      ref={questionElement}
      role="group"
      aria-label={t('history.clearAsk')}
      tabIndex={-1}
      className={styles.question}
    >
      <Body1>{t('history.clearAsk')}</Body1>
      <Button
        size="small"
        onClick={() => {
          history.clear();
          onCleared();
        }}
      >
        {t('history.clearYes')}
      </Button>
      <Button
        size="small"
        appearance="subtle"
        onClick={() => {
          wasCancelled.current = true;
          setConfirming(false);
        }}
      >
        {t('history.clearNo')}
      </Button>
    </div>
  );
}

/** A button that saves the given calls as a file for a spreadsheet. */
export function ExportHistory({ entries }: { entries: readonly HistoryEntry[] }) {
  const { t } = useTranslation();
  const people = usePeople();
  const { company } = usePhone();
  const [isPending, setPending] = useState(false);
  const exportEntries = async () => {
    setPending(true);
    await lookUpNames(entries, people);
    setPending(false);
    const table = createTable(entries, { names: people.names.get(), company, t });
    saveFile(toCsv(table), `switchboard-calls-${formatDate(Date.now())}.csv`, 'text/csv;charset=utf-8');
  };
  return (
    <Button
      appearance="subtle"
      size="small"
      icon={<ArrowDownload20Regular />}
      aria-label={t('history.export')}
      title={t('history.export')}
      disabledFocusable={isPending || entries.length === 0}
      onClick={() => void exportEntries()}
    />
  );
}
