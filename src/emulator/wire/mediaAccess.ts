import type { CallRole } from './callTypes.ts';

/** Whether an attendee may send audio and video. */
export interface AttendeeAccess {
  readonly audio: boolean;
  readonly video: boolean;
}

/**
 * The key under which the feature shares the meeting's options *Allow mic for attendees* and *Allow camera for
 * attendees*. All other keys are participant ids.
 */
export const meetingOptionsKey = 'meeting';

const fullAccess: AttendeeAccess = { audio: true, video: true };

/**
 * Reads the meeting's options.
 * @param values maps a participant id, or `meetingOptionsKey`, to the value that the media access feature shares.
 */
export const readMeetingAccess = (values: ReadonlyMap<string, unknown>): AttendeeAccess =>
  (values.get(meetingOptionsKey) as AttendeeAccess | undefined) ?? fullAccess;

/**
 * Decides what a participant may send. The signalling server and the emulator's replacement for the Calling SDK both use
 * this function. Microsoft documents: "All participants with role different than attendees are allowed audio and video".
 * An attendee may have a setting of their own, which overrides the meeting's options.
 * @param values maps a participant id, or `meetingOptionsKey`, to the value that the media access feature shares.
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
