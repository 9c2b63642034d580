import { Body1Strong, Caption1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { usePhoneState } from '../../calling/react.tsx';
import { toDisplayId } from '../../people/phoneNumbers.ts';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useCalledLineWords } from '../../people/useCalledLineWords.ts';
import { objectIdOf } from '../../people/rawId.ts';
import { useLookUp, useProfile } from '../../people/useLookUp.ts';
import { oneLine } from '../../ui/oneLine.ts';
import { sanitizeName } from './useIncomingCalls.ts';
import type { ContextValue } from '../../calling/call/callOrigin.ts';
import { onConsole } from '../../ui/screenWidth.ts';

const useStyles = makeStyles({
  name: { ...oneLine, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  line: oneLine,
  // The agent greets the caller by the name of the line, so it is never cut off.
  calledLine: { overflowWrap: 'anywhere' },
  details: {
    gridArea: 'details',
    // Below the time, at the end of the card. On wide screens, the details have a row of their own.
    justifySelf: 'end',
    [onConsole]: { justifySelf: 'stretch' },
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

interface CallerLinesProps {
  incoming: IncomingSnapshot;
  /** The caller's name. */
  name: string;
  /** Whether the card is low (see `IncomingCard`). A low card does not say that accepting holds the current call. */
  isLow: boolean;
}

/** Says who calls, through whom, and what accepting does to the current call. */
export function CallerLines({ incoming, name, isLow }: CallerLinesProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const isInCall = usePhoneState(({ calls }) => calls.length > 0);
  const position = useCallerPosition(incoming.callerId, name);
  const viaName = sanitizeName(usePersonName(incoming.via?.rawId ?? null, incoming.via?.displayName));
  // Whether the call is for somebody on whose behalf the user may call (a delegator). Then `viaName` is the delegator's name.
  const isForDelegator = incoming.onBehalfOf !== null;
  const viaLine = viaName && t(isForDelegator ? 'incoming.onBehalfOf' : 'incoming.via', { name: viaName });
  const lines = [position, viaLine].filter(Boolean);
  const calledLine = useCalledLineWords(incoming.companyCall);
  return (
    <>
      <Body1Strong className={styles.name}>
        <bdi>{name}</bdi>
      </Body1Strong>
      {lines.map((line) => (
        <Caption1 key={line} className={styles.line}>
          <bdi>{line}</bdi>
        </Caption1>
      ))}
      {calledLine && (
        <Caption1 className={styles.calledLine}>
          <bdi>{calledLine}</bdi>
        </Caption1>
      )}
      {isInCall && !isLow && <Caption1>{t('incoming.holdHint')}</Caption1>}
      {incoming.isAnswering && <Caption1 role="status">{t('incoming.answering')}</Caption1>}
    </>
  );
}

/**
 * Returns the line below the caller's name: the job title and department, or the phone number; empty if there is none. If the
 * directory does not know a Teams user, or did not answer, the line says so, because the caller may have chosen the shown name.
 */
function useCallerPosition(callerId: string | null, name: string): string {
  const { t } = useTranslation();
  const person = useLookUp(callerId);
  // `null` unless the user has consented to profiles.
  const profileAnswer = useProfile(callerId ?? '');
  const profile = profileAnswer === 'unavailable' ? null : profileAnswer;
  // A phone number's raw id begins with `4:`.
  if (callerId?.startsWith('4:')) return toDisplayId(callerId) === name ? '' : toDisplayId(callerId);
  if (person === 'unknown') return t('incoming.notInDirectory');
  const isNameShown = callerId !== null && name !== toDisplayId(callerId);
  if (person === 'unavailable' && isNameShown && objectIdOf(callerId)) return t('incoming.nameNotVerified');
  const jobTitle = person === null || person === 'unavailable' ? null : person.jobTitle;
  const parts = [profile?.jobTitle ?? jobTitle, profile?.department ?? profile?.company];
  return parts.filter(Boolean).join(' · ');
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
