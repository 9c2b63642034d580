import * as z from 'zod/mini';
import {
  decideMediaAccess,
  readMeetingAccess,
  meetingOptionsKey,
  type AttendeeAccess,
} from '../../wire/mediaAccess.ts';
import { maxParticipants, uuid } from '../../wire/protocol.ts';
import { listJoinedParticipants, type Participant } from '../calls/call.ts';
import { hasCapability, createRefusal } from '../calls/capabilities.ts';
import { setSharedValue, readSharedValues } from '../calls/sharedValues.ts';
import { defineFeature, refuseNoneJoined } from './feature.ts';

const MediaAccessRequest = z.strictObject({
  media: z.enum(['audio', 'video']),
  permit: z.boolean(),
  /** The attendees whose access changes. By default, it changes for all of them, and for attendees who join later. */
  participants: z.optional(z.array(uuid).check(z.minLength(1), z.maxLength(maxParticipants))),
});
const featureName = 'mediaAccess';

/**
 * Decides which attendees may send audio and video. Microsoft documents the subcodes of the refusals.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/media-access
 */
export const mediaAccess = defineFeature(
  featureName,
  MediaAccessRequest,
  (call, sender, { media, permit, participants }) => {
    if (call.kind === 'oneToOne') {
      return createRefusal(403, 46503, 'Media access can only be changed in meetings and group calls.');
    }
    if (!hasCapability(call, sender, media === 'audio' ? 'forbidOthersAudio' : 'forbidOthersVideo')) {
      const reason = 'Media access is changed by organizers, co-organizers and presenters.';
      return createRefusal(403, 46502, reason);
    }
    const targets = listJoinedParticipants(call).filter(
      (participant) => participants?.includes(participant.id) ?? isAttendee(participant),
    );
    if (participants && targets.length === 0) return refuseNoneJoined(featureName);
    if (!targets.every(isAttendee)) {
      return createRefusal(403, 46504, 'Media access can only be changed of attendees.');
    }
    const values = readSharedValues(call, featureName);
    const changeAccess = (key: string, before: AttendeeAccess) => {
      if (before[media] !== permit) setSharedValue(call, featureName, key, { ...before, [media]: permit });
    };
    // The meeting's option changes last, because it is the former access of an attendee without a setting of their own.
    for (const { id, role } of targets) changeAccess(id, decideMediaAccess(values, id, role));
    if (!participants) changeAccess(meetingOptionsKey, readMeetingAccess(values));
  },
);

const isAttendee = ({ role }: Participant): boolean => role === 'Attendee';
