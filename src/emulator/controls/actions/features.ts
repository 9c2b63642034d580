import * as z from 'zod';
import type { Call } from '../../signalling/calls/call.ts';
import { readSharedValues } from '../../signalling/calls/sharedValues.ts';
import {
  assignRoom,
  createRoom,
  setRoomOpen,
  type BreakoutRoom,
} from '../../signalling/features/breakoutRooms.ts';
import { sendSpokenText } from '../../signalling/features/captions.ts';
import { presentSlides } from '../../signalling/features/pptLive.ts';
import { requireConsent, setRecording, setTranscription } from '../../signalling/features/recording.ts';
import { ControlError } from '../requests/controlError.ts';
import { onOffParameter } from '../requests/fields.ts';
import {
  defineParticipantAction,
  runCommand,
  throwIfRefused,
  type Action,
  type ActionContext,
} from './action.ts';

/**
 * A command that the server answers needs an id. Any UUID will do here, because `runCommand` runs the command directly and
 * throws an error if the command is refused.
 */
const ref = '00000000-0000-4000-8000-000000000000';
const roomName = z.string().min(1).max(100);

/** Sends a request to a call feature in the name of the acting participant. */
function askFeature(context: ActionContext, feature: string, what: unknown): undefined {
  runCommand(context, { t: 'ask', call: context.call.id, ref, feature, what });
  return undefined;
}

/** Finds a breakout room to which a participant is assigned. */
const findRoom = (call: Call, name: string): BreakoutRoom | undefined =>
  ([...readSharedValues(call, 'breakoutRooms').values()] as BreakoutRoom[]).find(
    (room) => room.name === name,
  );

const breakoutRoomActions: readonly Action[] = [
  defineParticipantAction(
    'assign',
    'is assigned to a breakout room, or to none',
    z.strictObject({ room: z.nullable(roomName), autoMove: z.optional(z.boolean()) }),
    ({ call, actingParticipant }, { room: name, autoMove = false }) => {
      const room = name === null ? null : (findRoom(call, name) ?? createRoom(name, autoMove));
      throwIfRefused(assignRoom(call, actingParticipant, room));
      return room ? { threadId: room.threadId } : undefined;
    },
  ),
  defineParticipantAction(
    'openRoom',
    'opens a breakout room, or closes it',
    z.strictObject({ room: roomName, open: z.boolean() }),
    ({ call }, { room: name, open }) => {
      const room = findRoom(call, name);
      if (!room) throw new ControlError(404, `Nobody is assigned to a breakout room ${name}.`);
      setRoomOpen(call, room.threadId, open);
      return undefined;
    },
  ),
];

/**
 * Actions of a participant that concern call features. Some of these actions, such as starting a recording, are impossible
 * with the SDK, because users do them in Teams.
 */
export const featureActions: readonly Action[] = [
  defineParticipantAction(
    'hand',
    'raises a hand, or lowers it, in a group call or meeting',
    z.strictObject({ up: z.boolean() }),
    (context, { up }) => askFeature(context, 'raiseHand', { up }),
  ),
  defineParticipantAction(
    'record',
    'starts recording, pauses it, or stops',
    z.strictObject({ on: z.union([z.boolean(), z.literal('paused')]) }),
    ({ call }, { on }) => {
      setRecording(call, on);
      return undefined;
    },
  ),
  defineParticipantAction(
    'transcribe',
    'starts transcription, or stops',
    onOffParameter,
    ({ call }, { on }) => {
      setTranscription(call, on);
      return undefined;
    },
  ),
  defineParticipantAction(
    'requireConsent',
    'requires consent to recordings, or no longer',
    onOffParameter,
    ({ call }, { on }) => {
      throwIfRefused(requireConsent(call, on));
      return undefined;
    },
  ),
  defineParticipantAction(
    'say',
    'speaks a caption',
    z.strictObject({ text: z.string().min(1).max(2_000) }),
    ({ call, actingParticipant }, { text }) => {
      throwIfRefused(sendSpokenText(call, actingParticipant, text));
      return undefined;
    },
  ),
  defineParticipantAction(
    'slides',
    'presents slides (PowerPoint Live), or stops',
    onOffParameter,
    ({ call, actingParticipant }, { on }) => {
      presentSlides(call, on ? actingParticipant : null);
      return undefined;
    },
  ),
  ...breakoutRoomActions,
  defineParticipantAction(
    'feature',
    'sends any other request to a call feature',
    z.strictObject({ feature: z.string().regex(/^[a-zA-Z]{1,40}$/), what: z.unknown() }),
    (context, { feature, what }) => askFeature(context, feature, what),
  ),
];
