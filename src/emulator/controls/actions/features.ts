import * as z from 'zod';
import { assignRoom, newRoom, openRoom, type Room } from '../../signalling/features/breakoutRooms.ts';
import { speak } from '../../signalling/features/captions.ts';
import { presentSlides } from '../../signalling/features/pptLive.ts';
import { requireConsent, setRecording, setTranscription } from '../../signalling/features/recording.ts';
import type { Call } from '../../signalling/calls/call.ts';
import { sharedValuesOf } from '../../signalling/calls/sharedValues.ts';
import { ControlError } from '../requests/controlError.ts';
import { inCallAction, runCommand, throwIfRefused, type Action } from './action.ts';

const ref = '00000000-0000-4000-8000-000000000000';
const on = z.strictObject({ on: z.boolean() });

/** @returns the breakout room of this name to which somebody is assigned. */
const roomNamed = (call: Call, name: string): Room | undefined =>
  ([...sharedValuesOf(call, 'breakoutRooms').values()] as Room[]).find((room) => room.name === name);

const rooms: readonly Action[] = [
  inCallAction(
    'assign',
    'is assigned to a breakout room, or to none',
    z.strictObject({ room: z.nullable(z.string().min(1).max(100)), autoMove: z.optional(z.boolean()) }),
    ({ call, self }, { room, autoMove = false }) => {
      const found = room === null ? null : (roomNamed(call, room) ?? newRoom(room, autoMove));
      throwIfRefused(assignRoom(call, self, found));
      return found ? { threadId: found.threadId } : undefined;
    },
  ),
  inCallAction(
    'openRoom',
    'opens a breakout room, or closes it',
    z.strictObject({ room: z.string().min(1).max(100), open: z.boolean() }),
    ({ call }, { room, open }) => {
      const found = roomNamed(call, room);
      if (!found) throw new ControlError(404, `Nobody is assigned to a breakout room ${room}.`);
      openRoom(call, found.threadId, open);
      return undefined;
    },
  ),
];

export const featureActions: readonly Action[] = [
  inCallAction(
    'hand',
    'raises a hand, or lowers it',
    z.strictObject({ up: z.boolean() }),
    (stage, { up }) => {
      runCommand(stage, { t: 'ask', call: stage.call.id, ref, feature: 'raiseHand', what: { up } });
      return undefined;
    },
  ),
  inCallAction(
    'record',
    'starts recording, pauses it, or stops',
    z.strictObject({ on: z.union([z.boolean(), z.literal('paused')]) }),
    ({ call }, { on }) => {
      setRecording(call, on);
      return undefined;
    },
  ),
  inCallAction('transcribe', 'starts transcription, or stops', on, ({ call }, { on }) => {
    setTranscription(call, on);
    return undefined;
  }),
  inCallAction(
    'requireConsent',
    'asks everyone for consent to being recorded, or no more',
    on,
    ({ call }, { on }) => {
      throwIfRefused(requireConsent(call, on));
      return undefined;
    },
  ),
  inCallAction(
    'say',
    'speaks a caption',
    z.strictObject({ text: z.string().min(1).max(2_000) }),
    ({ call, self }, { text }) => {
      throwIfRefused(speak(call, self, text));
      return undefined;
    },
  ),
  inCallAction('slides', 'presents slides (PowerPoint Live), or stops', on, ({ call, self }, { on }) => {
    presentSlides(call, on ? self : null);
    return undefined;
  }),
  ...rooms,
  inCallAction(
    'feature',
    'asks a call feature for anything else',
    z.strictObject({ feature: z.string().regex(/^[a-zA-Z]{1,40}$/), what: z.unknown() }),
    (stage, { feature, what }) => {
      runCommand(stage, { t: 'ask', call: stage.call.id, ref, feature, what });
      return undefined;
    },
  ),
];
