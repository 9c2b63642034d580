import { Button } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons/svg/arrow-download';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../people/PeopleProvider.tsx';
import type { HistoryEntry } from '../../history/history.ts';
import { saveFile } from '../../ui/saveFile.ts';
import { toCsv, createTable, formatDate } from './exportTable.ts';
import { lookUpNames } from './entryName.ts';

/** A button that saves the calls which the filter and the search leave as a file for a spreadsheet. */
export function ExportHistory({ entries }: { entries: readonly HistoryEntry[] }) {
  const { t } = useTranslation();
  const people = usePeople();
  const [isPending, setPending] = useState(false);
  const exportEntries = async () => {
    setPending(true);
    await lookUpNames(entries, people);
    setPending(false);
    const table = createTable(entries, people.names.get(), t);
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
