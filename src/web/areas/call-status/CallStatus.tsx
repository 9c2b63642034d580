import { onPhoneCall } from '../../ui/callWidth.ts';
import { Badge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../calling/react.tsx';

const useStyles = makeStyles({
  status: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
  },
  // In a line of its own, a state without a background begins where the title above it begins.
  plain: { [onPhoneCall]: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` } },
  // The padding stays when the background colour goes, so that the words do not move.
  state: { padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}` },
  warning: {
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorStatusWarningBackground2,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** The states that a meeting has other words for, because users join and leave a meeting. */
const meetingStates = ['None', 'Connecting', 'Disconnecting'] as const;
const isMeetingState = (state: string): state is (typeof meetingStates)[number] =>
  meetingStates.some((meetingState) => meetingState === state);

/** The state of the call. A screen reader announces every change of the state. */
export function CallStatus() {
  const { t } = useTranslation();
  const styles = useStyles();
  const state = useCall((call) => call.state);
  const direction = useCall((call) => call.direction);
  const connectedAt = useCall((call) => call.connectedAt);
  const isReconnecting = useCall((call) => call.isReconnecting);
  const isMeeting = useCall((call) => call.isMeeting);
  const isEmergency = useCall((call) => call.isEmergencyCall);
  // An incoming call is on this screen only after the user has accepted it.
  const isAnswering = direction === 'Incoming' && connectedAt === null && state !== 'Disconnecting';
  const connectionState = isReconnecting ? 'reconnecting' : state;
  const shownState = isAnswering ? 'answering' : connectionState;
  const isInterrupted =
    shownState === 'reconnecting' || shownState === 'LocalHold' || shownState === 'RemoteHold';
  return (
    <div className={mergeClasses(styles.status, !isInterrupted && !isEmergency && styles.plain)}>
      {isEmergency && <Badge color="danger">{t('call.emergency')}</Badge>}
      <span role="status" className={mergeClasses(styles.state, isInterrupted && styles.warning)}>
        {isMeeting && isMeetingState(shownState)
          ? t(`call.meetingState.${shownState}`)
          : t(`call.state.${shownState}`)}
      </span>
    </div>
  );
}
