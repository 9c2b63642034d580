import { makeStyles, ToggleButton, tokens } from '@fluentui/react-components';
import { Note16Regular } from '@fluentui/react-icons/svg/note';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../history/history.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';

const useStyles = makeStyles({
  calls: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

interface RepeatListProps {
  name: string;
  entries: readonly HistoryEntry[];
  chosenKey: string;
  onChoose: (key: string) => void;
}

/** The calls that one row of the list groups. A press on a call shows its details. */
export function RepeatList({ name, entries, chosenKey, onChoose }: RepeatListProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { formatTime, formatDuration } = useTimeFormats();
  return (
    <div role="group" aria-label={t('history.repeats', { name })} className={styles.calls}>
      {entries.map(({ key, at, seconds, note }) => (
        <ToggleButton
          key={key}
          size="small"
          checked={key === chosenKey}
          {...(note !== undefined && { icon: <Note16Regular /> })}
          onClick={() => onChoose(key)}
        >
          {seconds === null ? formatTime(at) : `${formatTime(at)} · ${formatDuration(seconds)}`}
        </ToggleButton>
      ))}
    </div>
  );
}
