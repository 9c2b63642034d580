import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findEndDetail } from '../../errors/endReason.ts';
import type { HistoryEntry } from '../../history/history.ts';
import { CopyableId } from '../../people/CopyableId.tsx';
import { toDisplayId } from '../../people/displayId.ts';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { useOutcomeText } from './useOutcomeText.ts';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    ...typographyStyles.caption1,
  },
  term: { color: tokens.colorNeutralForeground2 },
  fact: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
});

/** The facts about one call: when it was, how long it lasted, how it went, and with whom. */
export function CallFacts({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { formatDateAndTime, formatDuration } = useTimeFormats();
  const { words } = useOutcomeText(entry);
  const viaName = usePersonName(entry.via?.rawId ?? null, entry.via?.name ?? null);
  const { at, seconds, code, other } = entry;
  const detail = code === undefined ? null : findEndDetail(code);
  const isPhone = other?.startsWith('4:') ?? false;
  const fact = (term: string, value: ReactNode) => (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.fact}>{value}</dd>
    </>
  );
  return (
    <dl className={styles.facts}>
      {fact(t('history.facts.time'), formatDateAndTime(at))}
      {seconds !== null && fact(t('history.facts.duration'), formatDuration(seconds))}
      {fact(t('history.facts.outcome'), detail === null ? words : `${words}. ${t(`ended.why.${detail}`)}`)}
      {viaName !== '' && fact(t('history.facts.via'), <bdi>{viaName}</bdi>)}
      {other !== null &&
        fact(
          t(isPhone ? 'person.number' : 'person.id'),
          isPhone ? (
            <CopyableId isNumber id={other.slice(2)} displayText={toDisplayId(other)} />
          ) : (
            <CopyableId id={other} />
          ),
        )}
      {/* `0/0` is the code of a normal end. */}
      {code !== undefined && code !== '0/0' && fact(t('history.facts.code'), code)}
    </dl>
  );
}
