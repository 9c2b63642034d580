import type {
  TeamsMeetingAudioConferencingCallFeature,
  TeamsMeetingAudioConferencingDetails,
} from '@azure/communication-calling';
import { check } from '../base/errors.ts';
import type { CallSession } from '../call/session.ts';

const onlyInMeetings = 'Audio conferencing feature is available only in meetings.';

/** Phone numbers from the ranges that are reserved for fiction. */
const phoneNumbers = [
  { tollPhoneNumber: { phoneNumber: '+14255550123' }, countryName: 'United States', cityName: 'Seattle' },
  { tollPhoneNumber: { phoneNumber: '+442079460123' }, countryName: 'United Kingdom', cityName: 'London' },
  { tollFreePhoneNumber: { phoneNumber: '+18005550123' }, countryName: 'United States' },
];

/**
 * The phone numbers and the conference id for joining a meeting by phone. The emulator answers no calls to these numbers.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/audio-conferencing
 */
export class EmuAudioConferencing implements TeamsMeetingAudioConferencingCallFeature {
  readonly name = 'TeamsMeetingAudioConferencing';
  private readonly session: CallSession;

  /** @throws 400/45950 (code/subcode) outside meetings, and while the local participant is still joining the meeting. */
  constructor(session: CallSession) {
    const { context, phase } = session;
    const isJoining = phase === 'None' || phase === 'Connecting';
    check(context.kind === 'meeting' && !isJoining, 400, 45950, onlyInMeetings);
    this.session = session;
  }

  /** @throws 400/45950 outside meetings, 403/45953 in the lobby, 403/45952 before the meeting is joined. */
  async getTeamsMeetingAudioConferencingDetails(): Promise<TeamsMeetingAudioConferencingDetails> {
    const { context, state } = this.session;
    check(context.kind === 'meeting', 400, 45950, onlyInMeetings);
    const failure = 'Audio conferencing details are not available';
    check(state !== 'InLobby', 403, 45953, `${failure} in lobby.`);
    const { threadId } = context;
    const hasJoined = state !== 'Disconnected' && state !== 'Connecting';
    check(threadId && hasJoined, 403, 45952, `${failure} before joining the meeting.`);
    return { phoneConferenceId: conferenceIdOf(threadId), phoneNumbers: structuredClone(phoneNumbers) };
  }

  /** Every feature has this method. This feature has nothing to release. */
  dispose(): void {}
}

/** @returns nine digits, computed from a hash of the meeting's thread, so that all participants see the same id. */
function conferenceIdOf(threadId: string): string {
  let hash = 0;
  // `>>> 0` keeps the hash between 0 and 2 ** 32.
  for (const character of threadId) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return String(100_000_000 + (hash % 900_000_000));
}
