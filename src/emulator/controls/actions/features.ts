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
import { ControlError } from '../requests/addControl.ts';
import { onOffParameter } from '../requests/names.ts';
import {
  defineParticipantAction,
  ref,
  runCommand,
  throwIfRefused,
  type Action,
  type ActionContext,
} from './action.ts';

const roomName = z.string().min(1).max(100);

function askFeature(context: ActionContext, feature: string, what: unknown): void {
  runCommand(context, { t: 'ask', call: context.call.id, ref, feature, what });
}

/** Finds a breakout room to which somebody is assigned. The cast is needed because shared values have no types. */
const findRoom = (call: Call, name: string): BreakoutRoom | undefined =>
  ([...readSharedValues(call, 'breakoutRooms').values()] as BreakoutRoom[]).find(
    (room) => room.name === name,
  );

/** Actions that concern call features. Some of them, such as starting a recording, are possible in Teams but not in the SDK. */
export const featureActions: readonly Action[] = [
  defineParticipantAction(
    'hand',
    'Raises or lowers the hand, in group calls and meetings.',
    z.strictObject({ up: z.boolean() }).meta({ examples: [{ up: true }] }),
    (context, { up }) => askFeature(context, 'raiseHand', { up }),
  ),
  defineParticipantAction(
    'record',
    'Starts recording, stops it (`false`) or pauses it (`"paused"`). Through the SDK, Teams users cannot.',
    z.strictObject({ on: z.union([z.boolean(), z.literal('paused')]) }).meta({ examples: [{ on: true }] }),
    ({ call }, { on }) => setRecording(call, on),
  ),
  defineParticipantAction(
    'transcribe',
    'Starts or stops transcription.',
    onOffParameter,
    ({ call }, { on }) => setTranscription(call, on),
  ),
  defineParticipantAction(
    'requireConsent',
    'Asks everyone in a group call or a meeting for consent to recordings, or no longer.',
    onOffParameter,
    ({ call }, { on }) => throwIfRefused(requireConsent(call, on)),
  ),
  defineParticipantAction(
    'say',
    'Speaks a caption, for participants who have captions on.',
    z
      .strictObject({ text: z.string().min(1).max(2_000) })
      .meta({ examples: [{ text: 'Good morning, everyone.' }] }),
    ({ call, actingParticipant }, { text }) => throwIfRefused(sendSpokenText(call, actingParticipant, text)),
  ),
  defineParticipantAction(
    'slides',
    'Starts or stops presenting slides (PowerPoint Live).',
    onOffParameter,
    ({ call, actingParticipant }, { on }) => presentSlides(call, on ? actingParticipant : null),
  ),
  defineParticipantAction(
    'assign',
    'Is assigned to a breakout room of the meeting, or to none (`null`).',
    z
      .strictObject({ room: z.nullable(roomName), autoMove: z.optional(z.boolean()) })
      .meta({ examples: [{ room: 'Room 1', autoMove: true }] }),
    ({ call, actingParticipant }, { room: name, autoMove = false }) => {
      const room = name === null ? null : (findRoom(call, name) ?? createRoom(name, autoMove));
      throwIfRefused(assignRoom(call, actingParticipant, room));
      return room ? { threadId: room.threadId } : undefined;
    },
  ),
  defineParticipantAction(
    'openRoom',
    'Opens or closes a breakout room for those who are assigned to it.',
    z
      .strictObject({ room: roomName, open: z.boolean() })
      .meta({ examples: [{ room: 'Room 1', open: true }] }),
    ({ call }, { room: name, open }) => {
      const room = findRoom(call, name);
      if (!room) throw new ControlError(404, `Nobody is assigned to a breakout room ${name}.`);
      setRoomOpen(call, room.threadId, open);
    },
  ),
  defineParticipantAction(
    'feature',
    'Sends any request that the page of the persona could send to a call feature.',
    z
      .strictObject({ feature: z.string().regex(/^[a-zA-Z]{1,40}$/), what: z.unknown() })
      .meta({ examples: [{ feature: 'spotlight', what: { stop: 'all' } }] }),
    (context, { feature, what }) => askFeature(context, feature, what),
  ),
];
