import * as z from 'zod';
import {
  readMeetingId,
  readMeetingLink,
  meetingThread,
  type MeetingLocator,
} from '../../wire/meetingLink.ts';
import type { EndCode } from '../../wire/protocol.ts';
import type { Admin } from '../../signalling/admin/admin.ts';
import { participantAt } from '../../signalling/calls/call.ts';
import { defaultMedia, type VirtualAgent } from '../../signalling/admin/virtualAgent.ts';
import { ControlError } from '../requests/controlError.ts';
import { personaAction, throwIfRefused, type Action, type ActionResult } from './action.ts';
import { rawIdOf } from '../requests/personas.ts';

export const media = z.enum(['echo', 'phone', 'silent']);
/** A link, a chat's id, or number and passcode. */
export const meeting = z.union([
  z.string().min(1).max(2_000),
  z.strictObject({ meetingId: z.string().max(40), passcode: z.optional(z.string().max(64)) }),
]);
const who = z.string().min(1).max(300);

const ring = personaAction(
  'ring',
  'calls somebody',
  z.strictObject({
    to: z.union([who, z.array(who).min(1).max(350)]),
    media: z.optional(media),
    threadId: z.optional(z.string().max(300)),
    giveUpAfterMs: z.optional(z.int().min(0).max(120_000)),
  }),
  (admin, as, { to, media, threadId, giveUpAfterMs }) => {
    const ids = (typeof to === 'string' ? [to] : to).map(rawIdOf);
    const agent = admin.createAgent(as, defaultMedia(as, media));
    return enterCall(agent, () => {
      const { call, why } = agent.placeCall(ids, threadId);
      throwIfRefused(why);
      if (giveUpAfterMs !== undefined) {
        admin.commands.clock.after(giveUpAfterMs, () => agent.run({ t: 'leave', call, everyone: false }));
      }
      return call;
    });
  },
);

const join = personaAction(
  'join',
  'joins a meeting',
  z.strictObject({
    meeting,
    media: z.optional(media),
  }),
  (admin, as, { meeting, media }) => {
    const locator = readMeeting(meeting);
    const agent = admin.createAgent(as, defaultMedia(as, media));
    return enterCall(agent, () => {
      throwIfRefused(agent.join(locator));
      return joined(admin, agent);
    });
  },
);

export const placingActions: readonly Action[] = [ring, join];

/** @throws ControlError 400. */
export function readMeeting(given: z.infer<typeof meeting>): MeetingLocator {
  const read =
    typeof given === 'object'
      ? readMeetingId(given.meetingId, given.passcode)
      : meetingThread.test(given)
        ? { threadId: given }
        : readMeetingLink(given);
  if (!read) throw new ControlError(400, 'meeting: neither a link, a chat, nor a number.');
  return read;
}

function joined({ commands: calls }: Admin, { endpoint }: VirtualAgent): string | undefined {
  return calls.calls.all().find((call) => participantAt(call, endpoint))?.id;
}

/** @returns the call, and its end when it has ended at once. */
async function enterCall(agent: VirtualAgent, enter: () => string | undefined): Promise<ActionResult> {
  let end: EndCode | undefined;
  const stop = agent.watch((event) => {
    if (event.t === 'ended') ({ end } = event);
  });
  const call = enter();
  // What is told to whoever has no page arrives in a microtask.
  await Promise.resolve();
  stop();
  return { ...(call && { call }), ...(end && { ended: end }) };
}
