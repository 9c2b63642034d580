import type { Role } from './callTypes.ts';

/** Whether somebody may send sound and pictures. */
export interface Access {
  readonly audio: boolean;
  readonly video: boolean;
}

/** The key of the meeting's own options, *Allow mic for attendees* and *Allow camera for attendees*. */
export const meetingKey = 'meeting';

const permitted: Access = { audio: true, video: true };

/** @param kept what the call keeps of media access: by participant, and the meeting's options. */
export const meetingAccess = (kept: ReadonlyMap<string, unknown>): Access =>
  (kept.get(meetingKey) as Access | undefined) ?? permitted;

/**
 * "All participants with role different than attendees are allowed audio and video"; what was said of an attendee goes
 * before what was said of all. The page and the server both go by this.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export function accessOf(kept: ReadonlyMap<string, unknown>, participant: string, role: Role): Access {
  if (role !== 'Attendee') return permitted;
  return (kept.get(participant) as Access | undefined) ?? meetingAccess(kept);
}
