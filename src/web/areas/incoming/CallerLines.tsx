import {
  Body1Strong,
  Caption1,
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { subscribeToNothing } from '../../base/subscriptions.ts';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { useCaller } from '../../caller/useCaller.ts';
import { useEarlierCalls } from '../../caller/useEarlierCalls.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useCalledLineWords } from '../../people/useCalledLineWords.ts';
import { oneLine } from '../../ui/oneLine.ts';
import { sanitizeName } from './useIncomingCalls.ts';
import type { ContextValue } from '../../calling/call/callOrigin.ts';

const useStyles = makeStyles({
  // The name has the same height for every caller, because it often arrives late and must not move the buttons: a long name
  // has smaller letters and two lines.
  name: { ...oneLine, height: '36px', fontSize: '18px', lineHeight: '36px' },
  longName: {
    fontSize: tokens.fontSizeBase300,
    lineHeight: '18px',
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
  },
  heading: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    minHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  // Reserves its line until the directory or the contacts have answered.
  company: { minHeight: tokens.lineHeightBase200, overflowWrap: 'anywhere' },
  // The user greets the caller in the name of the queue or line, so that name is never cut off.
  tag: {
    alignSelf: 'start',
    minWidth: 0,
    padding: `0 ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    ...typographyStyles.caption1Strong,
    overflowWrap: 'anywhere',
    '@media (forced-colors: active)': { outline: '1px solid CanvasText' },
  },
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

interface CallerLinesProps {
  incoming: IncomingSnapshot;
  name: string;
}

/** Says who calls, through whom, and what accepting does to the current call. */
export function CallerLines({ incoming, name }: CallerLinesProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const acceptHoldsCall = useAcceptHoldsCall();
  const caller = useCaller(incoming.callerId, incoming.displayName);
  const viaName = sanitizeName(usePersonName(incoming.via?.rawId ?? null, incoming.via?.displayName));
  // Whether the call is for somebody on whose behalf the user may call (a delegator). Then `viaName` is the delegator's name.
  const isForDelegator = incoming.onBehalfOf !== null;
  const viaLine = viaName && t(isForDelegator ? 'incoming.onBehalfOf' : 'incoming.via', { name: viaName });
  const calledLine = useCalledLineWords(incoming.companyCall);
  const shownName = sanitizeName(caller.name) || name;
  const tags = [viaLine, calledLine].filter(Boolean);
  return (
    <>
      {/* The texts below may arrive late. Their lines are reserved until then, so that no button moves. */}
      <div className={styles.heading}>
        {tags.length === 0 && <Caption1 aria-hidden>{t('incoming.heading')}</Caption1>}
        {tags.map((tag) => (
          <span key={tag} className={styles.tag}>
            <bdi>{tag}</bdi>
          </span>
        ))}
      </div>
      <Body1Strong
        className={mergeClasses(styles.name, shownName.length > maxLargeCharacters && styles.longName)}
        title={shownName}
      >
        <bdi>{shownName}</bdi>
      </Body1Strong>
      <Caption1 className={styles.company}>
        <bdi>{[caller.company, caller.work].filter(Boolean).join(' · ')}</bdi>
      </Caption1>
      {incoming.callerId?.startsWith('4:') && (
        <Caption1 className={styles.company}>
          <bdi>{caller.number}</bdi>
        </Caption1>
      )}
      <LastCall callerId={incoming.callerId} />
      {acceptHoldsCall && <Caption1>{t('incoming.holdHint')}</Caption1>}
      {incoming.isAnswering && <Caption1 role="status">{t('incoming.answering')}</Caption1>}
    </>
  );
}

/** Whether accepting puts the call on the screen on hold: there is one, and it is not on hold already. */
function useAcceptHoldsCall(): boolean {
  const front = usePhone().findSession(usePhoneState((state) => state.front) ?? '');
  return useSyncExternalStore(
    front?.call.subscribe ?? subscribeToNothing,
    () => front !== undefined && front.call.get().state !== 'LocalHold',
  );
}

/** Says when the caller last talked with the user or tried to, and what the user noted. Shows nothing for a new caller. */
function LastCall({ callerId }: { callerId: string | null }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { formatShortDateAndTime } = useTimeFormats();
  const [last] = useEarlierCalls(callerId, null);
  if (!last) return null;
  const words = [formatShortDateAndTime(last.at), last.label, last.note].filter(Boolean).join(' · ');
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
