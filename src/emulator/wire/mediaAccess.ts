import type { CallRole } from './callTypes.ts';

/** Whether an attendee may send audio and video. */
export interface AttendeeAccess {
  readonly audio: boolean;
  readonly video: boolean;
}

/** The key of the options *Allow mic for attendees* and *Allow camera for attendees*. All other keys are participant ids. */
export const meetingOptionsKey = 'meeting';

const fullAccess: AttendeeAccess = { audio: true, video: true };

/** @param values the values that the media access feature shares, by participant id or `meetingOptionsKey`. */
export const readMeetingAccess = (values: ReadonlyMap<string, unknown>): AttendeeAccess =>
  (values.get(meetingOptionsKey) as AttendeeAccess | undefined) ?? fullAccess;

/**
 * Decides, for server and drop-in SDK, what a participant may send. An attendee's own setting overrides the meeting's
 * options. "All participants with role different than attendees are allowed audio and video".
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
