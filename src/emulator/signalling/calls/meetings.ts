import type { Meeting } from '../../core/directory.ts';
import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { CallRole } from '../../wire/protocol.ts';

/**
 * Finds a meeting by its number or its thread. For an unknown thread, this function makes up a meeting that has no lobby,
 * and in which everyone is a presenter.
 * @param known the meetings that the emulator knows.
 * @returns `undefined` for an unknown number and for a wrong passcode.
 */
export function findMeeting(locator: MeetingLocator, known: readonly Meeting[]): Meeting | undefined {
  if ('meetingId' in locator) {
    const meeting = known.find(({ meetingId }) => meetingId === locator.meetingId);
    return meeting && (meeting.passcode ?? '') === (locator.passcode ?? '') ? meeting : undefined;
  }
  const { threadId, organizer } = locator;
  return known.find((meeting) => meeting.threadId === threadId) ?? { ...madeUpMeeting, threadId, organizer };
}

const madeUpMeeting = {
  subject: 'Meeting',
  coOrganizers: [],
  lobby: 'nobody',
  defaultRole: 'Presenter',
} as const;

/**
 * @returns the role with which a raw id enters a call: `Unknown` in a call that is no meeting. In a meeting, phone numbers
 * and bots get the default role.
 */
export function chooseRole(meeting: Meeting | undefined, rawId: string): CallRole {
  if (!meeting) return 'Unknown';
  const oid = rawId.replace('8:orgid:', '');
  if (oid === meeting.organizer) return 'Organizer';
  return meeting.coOrganizers.includes(oid) ? 'Co-organizer' : meeting.defaultRole;
}

export const mustWaitInLobby = (meeting: Meeting, role: CallRole): boolean =>
  meeting.lobby === 'everyone' && role !== 'Organizer' && role !== 'Co-organizer';
