import type { TeamsMeetingAudioConferencingDetails } from '@azure/communication-calling';
import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { CallConnecting20Regular } from '@fluentui/react-icons/svg/call-connecting';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { checkConnection, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { isMeetingThread, readThreadId } from '../../calling/call/snapshot.ts';
import { useFeature } from '../../calling/react.tsx';
import { formatPhoneNumber } from '../../people/phoneNumbers.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useCopy } from '../../ui/useCopy.ts';
import { PanelItem } from '../PanelItem.tsx';

interface DialInNumber {
  /** For example `+14255550123`. */
  readonly number: string;
  readonly isTollFree: boolean;
  /** Country and city, for example `United States, Seattle`. */
  readonly region: string;
}

interface DialInDetails {
  /** What a caller enters on the telephone to get into this meeting. */
  readonly conferenceId: string;
  readonly numbers: readonly DialInNumber[];
}

interface DialInState {
  /** `callKind` outside of meetings. */
  readonly availability: Availability;
  /** `null` until `run` has loaded the details. */
  readonly details: DialInDetails | null;
}

const listNumbers = ({ phoneNumbers }: TeamsMeetingAudioConferencingDetails): readonly DialInNumber[] =>
  phoneNumbers.flatMap((entry): DialInNumber[] => {
    const region = [entry.countryName, entry.cityName].filter(Boolean).join(', ');
    const { tollPhoneNumber, tollFreePhoneNumber } = entry;
    return [
      ...(tollPhoneNumber ? [{ number: tollPhoneNumber.phoneNumber, isTollFree: false, region }] : []),
      ...(tollFreePhoneNumber ? [{ number: tollFreePhoneNumber.phoneNumber, isTollFree: true, region }] : []),
    ];
  });

/**
 * How people join this meeting by telephone. `run` loads the details, which exist only if the organizer has a licence for audio
 * conferencing.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/audio-conferencing
 */
export const dialIn: CallFeature<DialInState, void> = {
  name: 'dialIn',
  create({ call, tools }) {
    let details: DialInDetails | null = null;
    return {
      read: () => ({
        availability: isMeetingThread(readThreadId(call)) ? checkConnection(call, tools) : 'callKind',
        details,
      }),
      async run() {
        const sdkFeature = call.feature(tools.sdk.Features.TeamsMeetingAudioConferencing);
        const sdkDetails = await sdkFeature.getTeamsMeetingAudioConferencingDetails();
        details = { conferenceId: sdkDetails.phoneConferenceId, numbers: listNumbers(sdkDetails) };
      },
    };
  },
};

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  number: { display: 'block', fontVariantNumeric: 'tabular-nums' },
  region: { color: tokens.colorNeutralForeground3 },
});

/** The meeting's phone numbers and conference id, with a button that copies them as an invitation. */
export function DialInPanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, pending, run } = useFeature(dialIn);
  const { result: copyResult, copy } = useCopy();
  const { details } = state;
  useEffect(() => {
    if (details === null) run();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- The request runs once, when the panel opens. After a failure the user decides whether to try again.
  }, []);
  if (details === null)
    return (
      <Panel title={t('dialIn.title')}>
        <Button aria-busy={pending} disabledFocusable={pending} onClick={() => run()}>
          {t(pending ? 'dialIn.loading' : 'dialIn.load')}
        </Button>
      </Panel>
    );
  const conferenceId = `${details.conferenceId}#`;
  const numbers = details.numbers.map(({ number, isTollFree, region }) => ({
    shown: formatPhoneNumber(number),
    about: [region, isTollFree ? t('dialIn.tollFree') : ''].filter(Boolean).join(' · '),
  }));
  const invitation = [
    ...numbers.map(({ shown, about }) => `${shown} (${about})`),
    t('dialIn.idLine', { id: conferenceId }),
  ].join('\n');
  return (
    <Panel title={t('dialIn.title')}>
      <Caption1>{t('dialIn.hint')}</Caption1>
      <ul aria-label={t('dialIn.numbers')} className={styles.list}>
        {numbers.map(({ shown, about }) => (
          <li key={shown}>
            <bdi className={styles.number}>{shown}</bdi>
            <Caption1 className={styles.region}>{about}</Caption1>
          </li>
        ))}
      </ul>
      <div>{t('dialIn.idLine', { id: conferenceId })}</div>
      <Button onClick={() => copy(invitation)}>{t('dialIn.copy')}</Button>
      <Caption1 role="status">{copyResult && t(`person.${copyResult}`)}</Caption1>
    </Panel>
  );
}

/** Opens the panel with a meeting's dial-in details. Other calls have none, so their menu has no such entry. */
export const DialInItem = () => (
  <PanelItem
    feature={dialIn}
    titleKey="dialIn.title"
    icon={<CallConnecting20Regular />}
    isHiddenInOtherCallKinds
  />
);
