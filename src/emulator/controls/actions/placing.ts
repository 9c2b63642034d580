import * as z from 'zod';
import { chooseMedia, type VirtualAgent, createInitialState } from '../../signalling/admin/virtualAgent.ts';
import { findParticipantByEndpoint } from '../../signalling/calls/call.ts';
import { sendCallerName } from '../../signalling/calls/callContext.ts';
import { customContext } from '../../wire/command.ts';
import type { EndCode } from '../../wire/protocol.ts';
import {
  meetingName,
  personaName,
  virtualMedia,
  resolveRawId,
  resolveTransferor,
  readMeeting,
  noParameters,
} from '../requests/names.ts';
import {
  defineParticipantAction,
  definePersonaAction,
  throwIfRefused,
  type Action,
  type ActionResult,
} from './action.ts';

const alice = 'alice@fabrikam.example';
const phone = '+14255550100';

/** Lets a virtual agent enter a call. The result has `ended` if the call ends at once, such as a call to a busy callee. */
async function enterCall(agent: VirtualAgent, placeOrJoin: () => string | undefined): Promise<ActionResult> {
  let end: EndCode | undefined;
  const stopWatching = agent.subscribe((event) => {
    if (event.t === 'ended') ({ end } = event);
  });
  const callId = placeOrJoin();
  // A virtual agent gets its events in a microtask. After this pause, it has the event of a call that ended at once.
  await Promise.resolve();
  stopWatching();
  return { ...(callId && { call: callId }), ...(end && { ended: end }) };
}

/** How far a participant has got in joining a call that it can still accept or decline. */
const unansweredPresences = ['Connecting', 'Ringing'] as const;

/** Actions by which a persona (a person or a phone number) places or answers calls, or joins a meeting. */
export const placingActions: readonly Action[] = [
  definePersonaAction(
    'ring',
    'Calls people or phone numbers. The answer has `ended` if the call ended at once.',
    z
      .strictObject({
        to: z.union([personaName, z.array(personaName).min(1).max(350)]),
        media: z
          .optional(virtualMedia)
          .describe(
            'A phone number always has the sound of a telephone, and reads back dialled tones. Default: `echo`.',
          ),
        threadId: z.optional(z.string().max(300)).describe('The chat thread of a group call.'),
        giveUpAfterMs: z
          .optional(z.int().min(0).max(120_000))
          .describe(
            'The caller hangs up after this many milliseconds if nobody has answered. Default: never.',
          ),
        via: z
          .optional(personaName)
          .describe(
            'The call queue, the auto attendant (`28:orgid:…`) or the person through whom the call comes: `transferorInfo`.',
          ),
        onBehalfOf: z
          .optional(personaName)
          .describe(
            'The person of the same tenant on whose behalf the caller calls, as `GET /emulator/calls` shows. For a person of another tenant the call ends with 403/0. If the caller is an agent of Teams Phone extensibility (`8:acs:…`), the resource account, `28:orgid:<object id>`.',
          ),
        context: z
          .optional(customContext)
          .describe('The custom context that a calling application sends: `customContext`.'),
      })
      .meta({
        examples: [
          { to: alice, giveUpAfterMs: 5_000 },
          { as: phone, to: alice },
          { as: phone, to: alice, via: '28:orgid:aa000000-0000-4000-8000-0000000000aa' },
          { to: alice, context: { userToUser: 'order-4711' } },
          { to: alice, onBehalfOf: 'carol@fabrikam.example' },
        ],
      }),
    (admin, rawId, { to, media, threadId, giveUpAfterMs, via, onBehalfOf, context }) => {
      const { directory } = admin;
      const calleeRawIds = (typeof to === 'string' ? [to] : to).map((name) => resolveRawId(directory, name));
      const agent = admin.createAgent(rawId, chooseMedia(rawId, media));
      return enterCall(agent, () => {
        const { callId, refusal } = agent.placeCall(calleeRawIds, {
          threadId,
          context,
          onBehalfOf: onBehalfOf === undefined ? undefined : resolveRawId(directory, onBehalfOf),
          viaRawId: via === undefined ? undefined : resolveTransferor(directory, via),
        });
        throwIfRefused(refusal);
        if (giveUpAfterMs !== undefined) {
          const { calls, clock } = admin.commands;
          clock.after(giveUpAfterMs, () => {
            const isAnswered = calls.find(callId)?.hasConnected;
            if (!isAnswered) agent.runCommand({ t: 'leave', call: callId, everyone: false });
          });
        }
        return callId;
      });
    },
  ),
  defineParticipantAction(
    'callerName',
    'Sends another name to those whom it calls or has called. The SDK has it as `callerInfo.displayName`, and raises `callerInfoChanged`.',
    z
      .strictObject({ name: z.string().min(1).max(256) })
      .meta({ examples: [{ as: phone, name: 'Ada Lovelace' }] }),
    ({ call, actingParticipant }, { name }) => sendCallerName(call, actingParticipant, name),
  ),
  definePersonaAction(
    'join',
    'Joins a meeting by number, link or chat, and may have to wait in its lobby.',
    z
      .strictObject({ meeting: meetingName, media: z.optional(virtualMedia) })
      .meta({ examples: [{ meeting: { meetingId: '201000000002', passcode: 'lobby2' } }] }),
    (admin, rawId, { meeting, media }) => {
      const locator = readMeeting(meeting);
      const agent = admin.createAgent(rawId, chooseMedia(rawId, media));
      return enterCall(agent, () => {
        throwIfRefused(agent.joinMeeting(locator));
        const calls = admin.commands.calls.list();
        return calls.find((call) => findParticipantByEndpoint(call, agent.endpoint))?.id;
      });
    },
  ),
  defineParticipantAction(
    'accept',
    'Accepts at a virtual agent. In tabs the incoming call ends with 487/10003.',
    z.strictObject({ media: z.optional(virtualMedia) }).meta({ examples: [{}] }),
    ({ admin, call, actingParticipant }, parameters) => {
      const media = chooseMedia(actingParticipant.rawId, parameters.media);
      const { endpoint } = admin.createAgent(actingParticipant.rawId, media);
      admin.commands.invitations.accept(call, actingParticipant, endpoint, createInitialState(media));
    },
    unansweredPresences,
  ),
  defineParticipantAction(
    'decline',
    'Declines everywhere. In tabs the incoming call ends with 603/0.',
    noParameters,
    ({ admin, call, actingParticipant }) => admin.commands.invitations.decline(call, actingParticipant),
    unansweredPresences,
  ),
];
