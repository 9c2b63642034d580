import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { Role } from '../../wire/protocol.ts';

/** A Teams meeting, as its organizer has set it up. */
export interface Meeting {
  /** The meeting's chat, `19:meeting_…@thread.v2`. */
  readonly threadId: string;
  readonly subject: string;
  /** What people type to join, without spaces; a meeting made by its link alone has none. */
  readonly meetingId?: string;
  readonly passcode?: string;
  /** Object ids. */
  readonly organizer: string | undefined;
  readonly coOrganizers: readonly string[];
  /** Whom a presenter lets in first; an organizer never waits. */
  readonly lobby: 'nobody' | 'everyone';
  /** Teams' option "Who can present". */
  readonly defaultRole: 'Presenter' | 'Attendee';
}

/**
 * @returns the meeting that is meant; a chat nobody has seeded is a meeting that is open to all. `undefined` for an
 * unknown number or a wrong passcode.
 */
export function findMeeting(locator: MeetingLocator, known: readonly Meeting[]): Meeting | undefined {
  if ('meetingId' in locator) {
    const meeting = known.find(({ meetingId }) => meetingId === locator.meetingId);
    return meeting && (meeting.passcode ?? '') === (locator.passcode ?? '') ? meeting : undefined;
  }
  const { threadId, organizer } = locator;
  return known.find((meeting) => meeting.threadId === threadId) ?? { ...adHoc, threadId, organizer };
}

const adHoc = { subject: 'Meeting', coOrganizers: [], lobby: 'nobody', defaultRole: 'Presenter' } as const;

/** @param rawId of somebody who comes in; phones and bots are never more than presenters. */
export function roleIn(meeting: Meeting | undefined, rawId: string): Role {
  if (!meeting) return 'Unknown';
  const oid = rawId.replace('8:orgid:', '');
  if (oid === meeting.organizer) return 'Organizer';
  return meeting.coOrganizers.includes(oid) ? 'Co-organizer' : meeting.defaultRole;
}

export const waitsInLobby = (meeting: Meeting, role: Role): boolean =>
  meeting.lobby === 'everyone' && role !== 'Organizer' && role !== 'Co-organizer';
