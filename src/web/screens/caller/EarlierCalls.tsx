import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { Note16Regular } from '@fluentui/react-icons/svg/note';
import { useTranslation } from 'react-i18next';
import { OutcomeIcon, useOutcomeText } from '../../areas/history/Outcome.tsx';
import { findOutcome } from '../../areas/history/outcome.ts';
import { useReadable } from '../../base/useReadable.ts';
import { isUnknownCaller, useEarlierCalls } from '../../caller/useEarlierCalls.ts';
import { useCall } from '../../calling/react.tsx';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import type { HistoryEntry } from '../../history/entry.ts';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { objectIdOf } from '../../people/rawId.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  call: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  noteLine: { display: 'flex', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  time: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  icon: { flexShrink: 0, marginBlockStart: '2px' },
  // Shows only the beginning of a long note. The history has the rest.
  note: {
    display: '-webkit-box',
    WebkitLineClamp: 4,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    whiteSpace: 'pre-line',
  },
});

/** The last three calls with the other person, with their notes. If there are none, says why. */
export function EarlierCalls() {
  const { t } = useTranslation();
  const styles = useStyles();
  const other = useCall((call) => call.other);
  const id = useCall((call) => call.id);
  const entries = useEarlierCalls(other, id);
  const isLoading = useReadable(useHistory().isLoading);
  const emptyWords = isUnknownCaller(other)
    ? 'caller.cannotFindCalls'
    : isLoading
      ? 'caller.loadingCalls'
      : 'caller.noCalls';
  return (
    <>
      {entries.length === 0 ? (
        <Caption1 className={styles.quiet}>{t(emptyWords)}</Caption1>
      ) : (
        <ul aria-labelledby="earlier-calls" className={styles.list}>
          {entries.map((entry) => (
            <EarlierCall key={entry.key} entry={entry} />
          ))}
        </ul>
      )}
      {other?.startsWith('4:+') && <ConsentPrompt feature="contacts" />}
      {objectIdOf(other ?? '') !== null && <ConsentPrompt feature="profile" />}
    </>
  );
}

function EarlierCall({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { formatRecentTime } = useTimeFormats();
  const { line } = useOutcomeText(entry);
  const { label, note } = entry;
  return (
    <li className={styles.call}>
      <span className={styles.line}>
        <OutcomeIcon outcome={findOutcome(entry)} />
        <span className={styles.time}>{formatRecentTime(entry.at)}</span>
      </span>
      <Caption1 className={styles.quiet}>
        <bdi>{line}</bdi>
      </Caption1>
      {(label !== undefined || note !== undefined) && (
        <span className={styles.noteLine}>
          <Note16Regular className={styles.icon} aria-label={t('note.title')} />
          <span className={styles.note}>
            <bdi>{[label, note].filter(Boolean).join(' · ')}</bdi>
          </span>
        </span>
      )}
    </li>
  );
}
