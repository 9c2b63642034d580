import * as z from 'zod/mini';
import { accessOf, meetingAccess, meetingKey, type Access } from '../../wire/mediaAccess.ts';
import { uuid, type MediaState } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import { hasCapability } from '../calls/callContext.ts';
import { setSharedValue, sharedValuesOf } from '../calls/sharedValues.ts';
import { callFeature, noneJoined, joinedParticipants, refusal } from './feature.ts';

const Ask = z.strictObject({
  media: z.enum(['audio', 'video']),
  permit: z.boolean(),
  /** All attendees, and the meeting's option, when left out. */
  participants: z.optional(z.array(uuid).check(z.minLength(1), z.maxLength(350))),
});
const name = 'mediaAccess';

/**
 * Who may send sound and pictures. Codes as the documentation lists them.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export const mediaAccess = callFeature(name, Ask, (call, self, { media, permit, participants }) => {
  if (call.kind === 'oneToOne') {
    return refusal(403, 46503, 'Media access can only be changed in meetings and group calls.');
  }
  if (!hasCapability(call, self, media === 'audio' ? 'forbidOthersAudio' : 'forbidOthersVideo')) {
    return refusal(403, 46502, 'Media access is changed by organizers, co-organizers and presenters.');
  }
  const whom = joinedParticipants(call).filter((one) => participants?.includes(one.id) ?? isAttendee(one));
  if (participants && whom.length === 0) return noneJoined(name);
  if (!whom.every(isAttendee)) return refusal(403, 46504, 'Media access can only be changed of attendees.');
  const change = (key: string, before: Access) => {
    if (before[media] !== permit) setSharedValue(call, name, key, { ...before, [media]: permit });
  };
  // Those who have no word of their own yet get theirs first, while the meeting's still says what was so.
  for (const { id: participant, role } of whom)
    change(participant, accessOf(sharedValuesOf(call, name), participant, role));
  if (!participants) change(meetingKey, meetingAccess(sharedValuesOf(call, name)));
  return undefined;
});

const isAttendee = ({ role }: Participant): boolean => role === 'Attendee';

/** @returns what a participant may say of itself: nobody sends what is forbidden. */
export function permittedState(
  call: Call,
  { id: participant, role }: Participant,
  state: MediaState,
): MediaState {
  const { audio, video } = accessOf(sharedValuesOf(call, name), participant, role);
  return { ...state, muted: state.muted || !audio, video: state.video && video };
}
