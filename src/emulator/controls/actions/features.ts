import * as z from 'zod';
import { assignRoom, newRoom, openRoom, type Room } from '../../signalling/features/breakoutRooms.ts';
import { speak } from '../../signalling/features/captions.ts';
import { presentSlides } from '../../signalling/features/pptLive.ts';
import { requireConsent, setRecording, setTranscription } from '../../signalling/features/recording.ts';
import type { Call } from '../../signalling/callRecord.ts';
import { kept } from '../../signalling/shared.ts';
import { ControlError } from '../requests/controlError.ts';
import { inside, perform, settle, type Act } from './action.ts';

const ref = '00000000-0000-4000-8000-000000000000';
const on = z.strictObject({ on: z.boolean() });

/** @returns the breakout room of this name to which somebody is assigned. */
const roomNamed = (call: Call, name: string): Room | undefined =>
  ([...kept(call, 'breakoutRooms').values()] as Room[]).find((room) => room.name === name);

const rooms: readonly Act[] = [
  inside(
    'assign',
    'is assigned to a breakout room, or to none',
    z.strictObject({ room: z.nullable(z.string().min(1).max(100)), autoMove: z.optional(z.boolean()) }),
    ({ call, self }, { room, autoMove = false }) => {
      const found = room === null ? null : (roomNamed(call, room) ?? newRoom(room, autoMove));
      settle(assignRoom(call, self, found));
      return found ? { threadId: found.threadId } : undefined;
    },
  ),
  inside(
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

export const features: readonly Act[] = [
  inside('hand', 'raises a hand, or lowers it', z.strictObject({ up: z.boolean() }), (stage, { up }) => {
    perform(stage, { t: 'ask', call: stage.call.id, ref, feature: 'raiseHand', what: { up } });
    return undefined;
  }),
  inside(
    'record',
    'starts recording, pauses it, or stops',
    z.strictObject({ on: z.union([z.boolean(), z.literal('paused')]) }),
    ({ call }, { on }) => {
      setRecording(call, on);
      return undefined;
    },
  ),
  inside('transcribe', 'starts transcription, or stops', on, ({ call }, { on }) => {
    setTranscription(call, on);
    return undefined;
  }),
  inside(
    'requireConsent',
    'asks everyone for consent to being recorded, or no more',
    on,
    ({ call }, { on }) => {
      settle(requireConsent(call, on));
      return undefined;
    },
  ),
  inside(
    'say',
    'speaks a caption',
    z.strictObject({ text: z.string().min(1).max(2_000) }),
    ({ call, self }, { text }) => {
      settle(speak(call, self, text));
      return undefined;
    },
  ),
  inside('slides', 'presents slides (PowerPoint Live), or stops', on, ({ call, self }, { on }) => {
    presentSlides(call, on ? self : null);
    return undefined;
  }),
  ...rooms,
  inside(
    'feature',
    'asks a call feature for anything else',
    z.strictObject({ feature: z.string().regex(/^[a-zA-Z]{1,40}$/), what: z.unknown() }),
    (stage, { feature, what }) => {
      perform(stage, { t: 'ask', call: stage.call.id, ref, feature, what });
      return undefined;
    },
  ),
];
