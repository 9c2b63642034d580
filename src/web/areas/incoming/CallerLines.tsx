import { Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { usePhoneState } from '../../calling/react.tsx';
import { toDisplayId } from '../../people/displayId.ts';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { objectIdOf } from '../../people/rawId.ts';
import { useLookUp, useProfile } from '../../people/useLookUp.ts';
import { oneLine } from '../../ui/oneLine.ts';
import { sanitizeName } from './sanitizeName.ts';

const useStyles = makeStyles({
  name: { ...oneLine, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  line: oneLine,
});

interface CallerLinesProps {
  incoming: IncomingSnapshot;
  /** The caller's name, as the card shows it. */
  name: string;
  /** Whether there is no room for a line that the card of the first call has already. */
  isLow: boolean;
}

/** Says who calls, through whom, and what accepting does to the present call. */
export function CallerLines({ incoming, name, isLow }: CallerLinesProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const isInCall = usePhoneState(({ calls }) => calls.length > 0);
  const position = useCallerPosition(incoming.callerId, name);
  const viaName = sanitizeName(usePersonName(incoming.via?.rawId ?? null, incoming.via?.displayName));
  // A delegator's call reaches the user by being forwarded, so both lines would name the same person.
  const isForDelegator = incoming.onBehalfOf !== null;
  return (
    <>
      <Body1Strong className={styles.name}>
        <bdi>{name}</bdi>
      </Body1Strong>
      {position && (
        <Caption1 className={styles.line}>
          <bdi>{position}</bdi>
        </Caption1>
      )}
      {viaName && (
        <Caption1 className={styles.line}>
          <bdi>{t(isForDelegator ? 'incoming.onBehalfOf' : 'incoming.via', { name: viaName })}</bdi>
        </Caption1>
      )}
      {isInCall && !isLow && <Caption1>{t('incoming.holdHint')}</Caption1>}
      {incoming.isAnswering && <Caption1 role="status">{t('incoming.answering')}</Caption1>}
    </>
  );
}

/**
 * Returns a line about the caller's position: job title and department or company in the directory, or the phone number
 * of a caller whose name is shown. It says when a Teams user is not in the directory, or when the directory did not
 * answer, because the caller may have chosen the shown name without any check.
 * @returns an empty string if there is nothing to say
 */
function useCallerPosition(callerId: string | null, name: string): string {
  const { t } = useTranslation();
  const person = useLookUp(callerId);
  // The directory gives the profile only if the user has consented to that.
  const answer = useProfile(callerId ?? '');
  const profile = answer === 'unavailable' ? null : answer;
  if (callerId?.startsWith('4:')) return toDisplayId(callerId) === name ? '' : toDisplayId(callerId);
  if (person === 'unknown') return t('incoming.notInDirectory');
  const isNameShown = callerId !== null && name !== toDisplayId(callerId);
  if (person === 'unavailable' && isNameShown && objectIdOf(callerId)) return t('incoming.nameNotVerified');
  const jobTitle = person === null || person === 'unavailable' ? null : person.jobTitle;
  const parts = [profile?.jobTitle ?? jobTitle, profile?.department ?? profile?.company];
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ');
}
