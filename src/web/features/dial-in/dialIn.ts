import type { TeamsMeetingAudioConferencingDetails } from '@azure/communication-calling';
import { checkConnection, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { isMeetingThread, readThreadId } from '../../calling/call/snapshot.ts';

interface DialInNumber {
  /** With a plus sign and the country, for example `+14255550123`. */
  readonly number: string;
  readonly isTollFree: boolean;
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
  readonly details: DialInDetails | null;
}

/**
 * How people join this meeting by telephone. The command loads the details. They exist only for an organizer with a licence for
 * audio conferencing.
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

const listNumbers = ({ phoneNumbers }: TeamsMeetingAudioConferencingDetails): readonly DialInNumber[] =>
  phoneNumbers.flatMap((entry): DialInNumber[] => {
    const region = [entry.countryName, entry.cityName].filter(Boolean).join(', ');
    const { tollPhoneNumber, tollFreePhoneNumber } = entry;
    return [
      ...(tollPhoneNumber ? [{ number: tollPhoneNumber.phoneNumber, isTollFree: false, region }] : []),
      ...(tollFreePhoneNumber ? [{ number: tollFreePhoneNumber.phoneNumber, isTollFree: true, region }] : []),
    ];
  });
