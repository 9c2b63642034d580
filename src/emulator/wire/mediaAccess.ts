import type { Role } from './callTypes.ts';

/** Whether an attendee may send audio and video. */
export interface Access {
  readonly audio: boolean;
  readonly video: boolean;
}

/** The key of the meeting's options *Allow mic for attendees* and *Allow camera for attendees*. */
export const meetingKey = 'meeting';

const permitted: Access = { audio: true, video: true };

/** @param values the shared values of the feature: by participant id, and the meeting's options. */
export const meetingAccess = (values: ReadonlyMap<string, unknown>): Access =>
  (values.get(meetingKey) as Access | undefined) ?? permitted;

/**
 * Decides what a participant may send; server and drop-in SDK both use this. "All participants with role different than
 * attendees are allowed audio and video". An attendee's own access precedes the meeting's.
 * @param values the shared values of the feature: by participant id, and the meeting's options.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export function accessOf(values: ReadonlyMap<string, unknown>, participant: string, role: Role): Access {
  if (role !== 'Attendee') return permitted;
  return (values.get(participant) as Access | undefined) ?? meetingAccess(values);
}
