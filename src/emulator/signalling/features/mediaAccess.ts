import * as z from 'zod/mini';
import { accessOf, meetingAccess, meetingKey, type Access } from '../../wire/mediaAccess.ts';
import { uuid } from '../../wire/protocol.ts';
import { joinedParticipants, type Participant } from '../calls/call.ts';
import { hasCapability } from '../calls/capabilities.ts';
import { refusal } from '../calls/refusal.ts';
import { setSharedValue, sharedValuesOf } from '../calls/sharedValues.ts';
import { callFeature, noneJoined } from './feature.ts';

const Request = z.strictObject({
  media: z.enum(['audio', 'video']),
  permit: z.boolean(),
  /** Participant ids; all attendees and the meeting's own option when left out. */
  participants: z.optional(z.array(uuid).check(z.minLength(1), z.maxLength(350))),
});
const name = 'mediaAccess';

/**
 * Which attendees may send audio and video. The codes are documented.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export const mediaAccess = callFeature(name, Request, (call, self, { media, permit, participants }) => {
  if (call.kind === 'oneToOne') {
    return refusal(403, 46503, 'Media access can only be changed in meetings and group calls.');
  }
  if (!hasCapability(call, self, media === 'audio' ? 'forbidOthersAudio' : 'forbidOthersVideo')) {
    return refusal(403, 46502, 'Media access is changed by organizers, co-organizers and presenters.');
  }
  const targets = joinedParticipants(call).filter((one) => participants?.includes(one.id) ?? isAttendee(one));
  if (participants && targets.length === 0) return noneJoined(name);
  if (!targets.every(isAttendee)) {
    return refusal(403, 46504, 'Media access can only be changed of attendees.');
  }
  const change = (key: string, before: Access) => {
    if (before[media] !== permit) setSharedValue(call, name, key, { ...before, [media]: permit });
  };
  // The attendees come before the meeting: one without an access of their own starts from the meeting's former one.
  for (const { id, role } of targets) change(id, accessOf(sharedValuesOf(call, name), id, role));
  if (!participants) change(meetingKey, meetingAccess(sharedValuesOf(call, name)));
  return undefined;
});

const isAttendee = ({ role }: Participant): boolean => role === 'Attendee';
