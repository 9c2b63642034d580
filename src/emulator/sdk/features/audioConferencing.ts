import type {
  TeamsMeetingAudioConferencingCallFeature,
  TeamsMeetingAudioConferencingDetails,
} from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { CallSession } from '../call/session.ts';

/** Phone numbers from the ranges that are reserved for fiction. */
const phoneNumbers = [
  { tollPhoneNumber: { phoneNumber: '+14255550123' }, countryName: 'United States', cityName: 'Seattle' },
  { tollPhoneNumber: { phoneNumber: '+442079460123' }, countryName: 'United Kingdom', cityName: 'London' },
  { tollFreePhoneNumber: { phoneNumber: '+18005550123' }, countryName: 'United States' },
];

/**
 * The phone numbers and the conference id for joining a meeting by phone. The id is computed from the meeting's thread,
 * so that all participants see the same id. The emulator does not answer calls to these numbers.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/audio-conferencing
 */
export class EmuAudioConferencing implements TeamsMeetingAudioConferencingCallFeature {
  readonly name = 'TeamsMeetingAudioConferencing';
  private readonly session: CallSession;

  /** @throws 400/45950 outside meetings, and while the local participant is still joining the meeting. */
  constructor(session: CallSession) {
    const { context, phase } = session;
    const isJoining = phase === 'None' || phase === 'Connecting';
    if (context.kind !== 'meeting' || isJoining) throw onlyInMeetingsError();
    this.session = session;
  }

  /** @throws 400/45950 outside meetings, 403/45953 in the lobby, 403/45952 before the meeting is joined. */
  async getTeamsMeetingAudioConferencingDetails(): Promise<TeamsMeetingAudioConferencingDetails> {
    const { context, state } = this.session;
    if (context.kind !== 'meeting') throw onlyInMeetingsError();
    const failure = 'Audio conferencing details are not available';
    if (state === 'InLobby') throw callingError(403, 45953, `${failure} in lobby.`);
    if (!context.threadId || state === 'Disconnected' || state === 'Connecting') {
      throw callingError(403, 45952, `${failure} before joining the meeting.`);
    }
    return {
      phoneConferenceId: conferenceIdOf(context.threadId),
      phoneNumbers: structuredClone(phoneNumbers),
    };
  }

  /** Part of every feature. This feature has nothing to release. */
  dispose(): void {}
}

const onlyInMeetingsError = () =>
  callingError(400, 45950, 'Audio conferencing feature is available only in meetings.');

/** @returns a number of nine digits, computed from a hash of the thread. */
function conferenceIdOf(threadId: string): string {
  let hash = 0;
  // `>>> 0` keeps the hash a 32-bit number that is not negative.
  for (const character of threadId) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return String(100_000_000 + (hash % 900_000_000));
}
