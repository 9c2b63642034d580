import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { Role } from '../../wire/protocol.ts';

/** A Teams meeting, as its organizer has set it up. */
export interface Meeting {
  /** The meeting's thread, `19:meeting_…@thread.v2`. */
  readonly threadId: string;
  readonly subject: string;
  /** The number that people type to join, without spaces; absent for a meeting that is known by its link alone. */
  readonly meetingId?: string;
  readonly passcode?: string;
  /** The organizer's object id. */
  readonly organizer: string | undefined;
  /** Object ids. */
  readonly coOrganizers: readonly string[];
  /** Who waits in the lobby. Organizers and co-organizers never do. */
  readonly lobby: 'nobody' | 'everyone';
  /** The role of everybody else, which is Teams' option "Who can present". */
  readonly defaultRole: 'Presenter' | 'Attendee';
}

/**
 * Finds a meeting of the seed, or makes one up for a thread that is not in the seed: it has no lobby, and everyone
 * presents.
 * @returns `undefined` for an unknown number and for a wrong passcode.
 */
export function findMeeting(locator: MeetingLocator, known: readonly Meeting[]): Meeting | undefined {
  if ('meetingId' in locator) {
    const meeting = known.find(({ meetingId }) => meetingId === locator.meetingId);
    return meeting && (meeting.passcode ?? '') === (locator.passcode ?? '') ? meeting : undefined;
  }
  const { threadId, organizer } = locator;
  return known.find((meeting) => meeting.threadId === threadId) ?? { ...adHoc, threadId, organizer };
}

const adHoc = {
  subject: 'Meeting',
  coOrganizers: [],
  lobby: 'nobody',
  defaultRole: 'Presenter',
} as const;

/** @returns the role with which a raw id enters a call. Phone numbers and bots get the default role. */
export function roleIn(meeting: Meeting | undefined, rawId: string): Role {
  if (!meeting) return 'Unknown';
  const oid = rawId.replace('8:orgid:', '');
  if (oid === meeting.organizer) return 'Organizer';
  return meeting.coOrganizers.includes(oid) ? 'Co-organizer' : meeting.defaultRole;
}

export const waitsInLobby = (meeting: Meeting, role: Role): boolean =>
  meeting.lobby === 'everyone' && role !== 'Organizer' && role !== 'Co-organizer';
