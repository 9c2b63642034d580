import {
  Body1,
  Body1Strong,
  Caption1,
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { useCaller } from '../../caller/useCaller.ts';
import { useEarlierCalls } from '../../caller/useEarlierCalls.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useCalledLineWords } from '../../people/useCalledLineWords.ts';
import { tag } from '../../ui/tag.ts';
import { sanitizeName } from './useIncomingCalls.ts';
import type { ContextValue } from '../../calling/call/callOrigin.ts';

const useStyles = makeStyles({
  heading: {
    gridArea: 'heading',
    display: 'flex',
    flexWrap: 'wrap',
    alignSelf: 'start',
    gap: tokens.spacingHorizontalXS,
    minHeight: tokens.lineHeightBase200,
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
  },
  tag,
  lines: { gridArea: 'lines', display: 'flex', flexDirection: 'column', minWidth: 0 },
  // Every name reserves the same height, because it often arrives late and must not move the buttons: a long name has smaller
  // letters and two lines. Only the longest ones need a third line, and are cut after it.
  // In the name's own direction, so that it is cut at its end, but at the side of the other lines.
  name: {
    minHeight: '40px',
    fontSize: '18px',
    lineHeight: '40px',
    overflowWrap: 'anywhere',
    alignSelf: 'start',
    maxWidth: '100%',
  },
  longName: { fontSize: tokens.fontSizeBase300, lineHeight: '20px' },
  longestName: {
    display: '-webkit-box',
    WebkitLineClamp: 3,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
  },
  // As high as three lines and the company's line.
  withoutCompany: { minHeight: '56px', lineHeight: '19px', WebkitLineClamp: 4 },
  // At the side where the name begins, because at the other one the browser draws the ellipsis outside, where it is cut.
  longRowName: {
    textAlign: 'start',
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
  },
  // Reserves its line until the directory or the contacts have answered.
  company: { minHeight: tokens.lineHeightBase200, overflowWrap: 'anywhere' },
  // The line beside *Details*.
  lastLine: { gridArea: 'lastLine', minWidth: 0, overflowWrap: 'anywhere' },
  rest: { gridArea: 'rest', display: 'flex', flexDirection: 'column', minWidth: 0 },
  // Shows only the beginning of a long note. The caller's page has the rest.
  lastCall: {
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground2,
  },
  details: {
    minWidth: 0,
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground2,
    textAlign: 'start',
  },
  summary: {
    cursor: 'pointer',
    width: 'fit-content',
    // At least 24 px high, so that fingers and unsteady hands hit it (WCAG 2.5.8).
    paddingBlock: tokens.spacingVerticalXS,
    borderRadius: tokens.borderRadiusSmall,
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  facts: { margin: `${tokens.spacingVerticalXS} 0 0`, overflowWrap: 'anywhere' },
  fact: { margin: `0 0 ${tokens.spacingVerticalXS}`, color: tokens.colorNeutralForeground1 },
  id: { fontFamily: tokens.fontFamilyMonospace },
});

/** How many characters of a name fit into one line of large letters. */
const maxLargeCharacters = 18;
/** How many characters of a name fit into two lines. */
const maxTwoLineCharacters = 44;

interface CallerLinesProps {
  incoming: IncomingSnapshot;
  name: string;
  /** A further line, for example that the browser blocks the ringtone; `null` for none. */
  hint: string | null;
}

/** Says who calls and through whom. The texts may arrive late. Their lines are reserved until then, so that no button moves. */
export function CallerLines({ incoming, name, hint }: CallerLinesProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const caller = useCaller(incoming.callerId, incoming.displayName);
  const shownName = caller.name || name;
  const company = [caller.company, caller.work].filter(Boolean).join(' · ');
  const hasNumber = incoming.callerId?.startsWith('4:') === true;
  const isLongest = shownName.length > maxTwoLineCharacters;
  // The longest name takes the company's line if that has no words.
  const takesCompanyLine = isLongest && hasNumber && company === '';
  return (
    <>
      <CallerTags incoming={incoming} emptyWords={t('incoming.heading')} />
      <div className={styles.lines}>
        <Body1Strong
          className={mergeClasses(
            styles.name,
            shownName.length > maxLargeCharacters && styles.longName,
            isLongest && styles.longestName,
            takesCompanyLine && styles.withoutCompany,
          )}
          dir="auto"
          title={shownName}
        >
          {shownName}
        </Body1Strong>
        {hasNumber && !takesCompanyLine && (
          <Caption1 className={styles.company}>
            <bdi>{company}</bdi>
          </Caption1>
        )}
      </div>
      {hasNumber ? (
        <Body1 className={styles.lastLine}>
          <bdi>{caller.number}</bdi>
        </Body1>
      ) : (
        <Caption1 className={styles.lastLine}>
          <bdi>{company}</bdi>
        </Caption1>
      )}
      <div className={styles.rest}>
        <LastCall callerId={incoming.callerId} />
        {hint && <Caption1>{hint}</Caption1>}
      </div>
    </>
  );
}

/** The caller's name in a row, and the words that the directory does not confirm it. */
export function CallerRowName({ incoming, name }: Omit<CallerLinesProps, 'hint'>) {
  const styles = useStyles();
  const caller = useCaller(incoming.callerId, incoming.displayName);
  const shownName = caller.name || name;
  const isLong = shownName.length > maxTwoLineCharacters;
  return (
    <>
      <bdi className={mergeClasses(isLong && styles.longRowName)} title={shownName}>
        {shownName}
      </bdi>
      {caller.isDoubtful && (
        <>
          {' '}
          <Caption1>{caller.work}</Caption1>
        </>
      )}
    </>
  );
}

/** Names the queue or line through which the call came, or the person for whom it is. */
export function CallerTags({ incoming, emptyWords }: { incoming: IncomingSnapshot; emptyWords: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const viaName = sanitizeName(usePersonName(incoming.via?.rawId ?? null, incoming.via?.displayName));
  // Whether the call is for somebody on whose behalf the user may call (a delegator). Then `viaName` is the delegator's name.
  const isForDelegator = incoming.onBehalfOf !== null;
  const viaLine = viaName && t(isForDelegator ? 'incoming.onBehalfOf' : 'incoming.via', { name: viaName });
  const tags = [viaLine, useCalledLineWords(incoming.companyCall)].filter(Boolean);
  return (
    <div className={styles.heading}>
      {tags.length === 0 && <Caption1 aria-hidden>{emptyWords}</Caption1>}
      {tags.map((words) => (
        <span key={words} className={styles.tag}>
          <bdi>{words}</bdi>
        </span>
      ))}
    </div>
  );
}

/** Says when the caller last talked with the user or tried to, and what the user noted. Shows nothing for a new caller. */
function LastCall({ callerId }: { callerId: string | null }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { formatRecentTime } = useTimeFormats();
  const [last] = useEarlierCalls(callerId, null);
  if (!last) return null;
  const words = [formatRecentTime(last.at), last.label, last.note].filter(Boolean).join(' · ');
  return (
    <Caption1 className={styles.lastCall}>
      <bdi>{t('caller.lastCall', { words })}</bdi>
    </Caption1>
  );
}

interface CallerDetailsProps {
  /** The caller's object id or phone number, which the service guarantees; empty if the SDK does not say. */
  displayCallerId: string;
  /** What the calling application sent with the call; `null` if it sent nothing. */
  context: readonly ContextValue[] | null;
}

/** What the user sees only after a press on *Details*: the caller's verified id, and what the calling application sent. */
export function CallerDetails({ displayCallerId, context }: CallerDetailsProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  if (displayCallerId === '' && context === null) return null;
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>{t('incoming.details')}</summary>
      <dl className={styles.facts}>
        {displayCallerId !== '' && (
          <>
            <dt>{t('incoming.id')}</dt>
            <dd className={styles.fact}>
              <bdi className={styles.id}>{displayCallerId}</bdi>
            </dd>
          </>
        )}
        {context?.map(({ key, value }) => (
          <div key={`${key} ${value}`}>
            <dt>
              <bdi>{key ?? t('incoming.context')}</bdi>
            </dt>
            <dd className={styles.fact}>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
