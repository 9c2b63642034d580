import { useTranslation } from 'react-i18next';
import { readShownState } from '../calling/call/snapshot.ts';
import { useCall } from '../calling/react.tsx';

/** The call states that are worded differently for meetings, which users join and leave instead of calling somebody. */
const meetingStates = ['None', 'Connecting', 'Disconnecting'] as const;
const isMeetingState = (state: string): state is (typeof meetingStates)[number] =>
  meetingStates.some((meetingState) => meetingState === state);

/** Returns the words for the state of the call. */
export function useCallStateWords(): string {
  const { t } = useTranslation();
  const state = useCall(readShownState);
  const isMeeting = useCall((call) => call.isMeeting);
  return isMeeting && isMeetingState(state) ? t(`call.meetingState.${state}`) : t(`call.state.${state}`);
}
