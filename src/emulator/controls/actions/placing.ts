import * as z from 'zod';
import type { Admin } from '../../signalling/admin/admin.ts';
import { defaultMedia, type VirtualAgent } from '../../signalling/admin/virtualAgent.ts';
import { participantAt } from '../../signalling/calls/call.ts';
import type { EndCode } from '../../wire/protocol.ts';
import { meetingName, personaName, virtualMedia } from '../requests/fields.ts';
import { rawIdOf } from '../requests/personas.ts';
import { readMeeting } from '../requests/readMeeting.ts';
import { personaAction, throwIfRefused, type Action, type ActionResult } from './action.ts';

const ring = personaAction(
  'ring',
  'calls people or phone numbers',
  z.strictObject({
    to: z.union([personaName, z.array(personaName).min(1).max(350)]),
    media: z.optional(virtualMedia),
    threadId: z.optional(z.string().max(300)),
    giveUpAfterMs: z.optional(z.int().min(0).max(120_000)),
  }),
  (admin, rawId, { to, media, threadId, giveUpAfterMs }) => {
    const callees = (typeof to === 'string' ? [to] : to).map(rawIdOf);
    const agent = admin.createAgent(rawId, defaultMedia(rawId, media));
    return enterCall(agent, () => {
      const { call, refused } = agent.placeCall(callees, threadId);
      throwIfRefused(refused);
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
  z.strictObject({ meeting: meetingName, media: z.optional(virtualMedia) }),
  (admin, rawId, { meeting, media }) => {
    const locator = readMeeting(meeting);
    const agent = admin.createAgent(rawId, defaultMedia(rawId, media));
    return enterCall(agent, () => {
      throwIfRefused(agent.join(locator));
      return callOf(admin, agent);
    });
  },
);

export const placingActions: readonly Action[] = [ring, join];

function callOf({ commands }: Admin, { endpoint }: VirtualAgent): string | undefined {
  return commands.calls.all().find((call) => participantAt(call, endpoint))?.id;
}

/**
 * @param enter places or joins a call, and returns its id.
 * @returns the call's id, and its end reason when it has ended at once.
 */
async function enterCall(agent: VirtualAgent, enter: () => string | undefined): Promise<ActionResult> {
  let end: EndCode | undefined;
  const stop = agent.watch((event) => {
    if (event.t === 'ended') ({ end } = event);
  });
  const call = enter();
  // A virtual agent gets its events in a microtask.
  await Promise.resolve();
  stop();
  return { ...(call && { call }), ...(end && { ended: end }) };
}
