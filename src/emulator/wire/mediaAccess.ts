import type { CallRole } from './callTypes.ts';

/** Whether an attendee may send audio and video. */
export interface AttendeeAccess {
  readonly audio: boolean;
  readonly video: boolean;
}

/** The key under which the values contain the meeting's options *Allow mic for attendees* and *Allow camera for attendees*. */
export const meetingOptionsKey = 'meeting';

const fullAccess: AttendeeAccess = { audio: true, video: true };

/** @param values what the call feature shares with everyone: participants' access by id, and the meeting's options. */
export const readMeetingAccess = (values: ReadonlyMap<string, unknown>): AttendeeAccess =>
  (values.get(meetingOptionsKey) as AttendeeAccess | undefined) ?? fullAccess;

/**
 * Decides what a participant may send: both the server and the pages ask this. An attendee's own setting overrides the meeting's
 * options. Microsoft: "All participants with role different than attendees are allowed audio and video".
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export function decideMediaAccess(
  values: ReadonlyMap<string, unknown>,
  participantId: string,
  role: CallRole,
): AttendeeAccess {
  if (role !== 'Attendee') return fullAccess;
  return (values.get(participantId) as AttendeeAccess | undefined) ?? readMeetingAccess(values);
}
