import type { Role } from './callTypes.ts';

/** Whether an attendee may send audio and video. */
export interface Access {
  readonly audio: boolean;
  readonly video: boolean;
}

/**
 * The key under which the feature shares the meeting's options *Allow mic for attendees* and *Allow camera for
 * attendees*. All other keys are participant ids.
 */
export const meetingKey = 'meeting';

const fullAccess: Access = { audio: true, video: true };

/**
 * Reads the meeting's options.
 * @param values the values that the media access feature shares, by participant id or `meetingKey`.
 */
export const meetingAccess = (values: ReadonlyMap<string, unknown>): Access =>
  (values.get(meetingKey) as Access | undefined) ?? fullAccess;

/**
 * Decides what a participant may send. The signalling server and the emulator's replacement for the Calling SDK both use
 * this function. Microsoft documents: "All participants with role different than attendees are allowed audio and video".
 * For an attendee, an access of their own takes precedence over the meeting's options.
 * @param values the values that the media access feature shares, by participant id or `meetingKey`.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export function accessOf(values: ReadonlyMap<string, unknown>, participantId: string, role: Role): Access {
  if (role !== 'Attendee') return fullAccess;
  return (values.get(participantId) as Access | undefined) ?? meetingAccess(values);
}
