import * as z from 'zod';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import type { SignallingAdmin } from '../signalling/admin/admin.ts';
import { listCrowd, maxCrowdSize, resizeCrowd } from '../signalling/admin/crowd.ts';
import type * as signalling from '../signalling/calls/call.ts';
import { findOrCreateMeetingCall } from '../signalling/commands/entering.ts';
import type { Endpoint } from '../signalling/endpoints/endpoint.ts';
import { ActBody, ActionRequest, ActResult, actions, runAction } from './actions/actions.ts';
import { findContext, requireCall } from './actions/action.ts';
import { addControl, ControlError, readBody, requirePerson } from './requests/addControl.ts';
import type { ControlState } from './controlState.ts';
import { requireUser } from './findUser.ts';
import { meetingName, personaName, virtualMedia, readMeeting, resolvePersona } from './requests/names.ts';
import { listAgents, listCalls, waitForChangedState, readState } from './state.ts';
import { Agent, Call, VersionedState } from './views.ts';

const alice = 'alice@fabrikam.example';

/** Asks for a virtual agent, a simulated participant. Calls to the person `user` ring at the agent, too. */
export const CreateAgentRequest = z.strictObject({
  user: personaName,
  media: z.optional(virtualMedia).describe('Default: `echo`.'),
  answer: z
    .optional(z.enum(['nothing', 'accept', 'decline']))
    .describe('Default: `nothing`, which lets calls ring.'),
  afterMs: z
    .optional(z.int().min(0).max(120_000))
    .describe('How many milliseconds a call rings before the answer. Default: 0.'),
});
const DropSocketsRequest = z.strictObject({
  user: z.optional(personaName),
  agent: z.optional(z.string().max(40)),
  // The close codes of a WebSocket that a server may choose.
  code: z.optional(
    z.union([z.literal([1000, 1001, 1008, 1009, 1011, 1012, 1013]), z.int().min(3000).max(4999)]),
  ),
});
const CrowdRequest = z.strictObject({
  count: z.int().min(0).max(maxCrowdSize),
  talking: z.optional(z.int().min(0).max(20)),
  user: z.optional(personaName),
  call: z.optional(z.string().max(40)),
  meeting: z.optional(meetingName),
});

export function addCallControlRoutes(app: EmulatorApp, state: ControlState): void {
  const { admin } = state;
  addAgentRoutes(app, state);
  addControl(app, 'GET', '/emulator/state', {
    summary:
      'Returns agents, calls, conditions, assignments, the contact centre and the clock, with a `version`.',
    query: { after: 'The `version` of the last answer: then the request waits up to 20 s for a change.' },
    answer: VersionedState,
    run: (_body, c) => {
      return waitForChangedState(() => readState(state), c.req.query('after'), c.req.raw.signal);
    },
  });
  addControl(app, 'GET', '/emulator/acts', {
    summary: 'Lists the actions, and what each does.',
    answer: z.array(z.strictObject({ name: z.string(), does: z.string() })),
    run: () => actions.map(({ name, description }) => ({ name, does: description })),
  });
  addRoute(app, 'POST', '/emulator/act', {
    summary: 'Runs an action in the name of a person, a participant or a phone number; see _Acts_.',
    body: ActBody,
    example: { as: 'bob@fabrikam.example', act: 'ring', to: alice },
    answer: ActResult,
    handle: async (c) => c.json(await runAction(admin, await readBody(c, ActionRequest))),
  });
  addControl(app, 'GET', '/emulator/calls', {
    summary: 'Lists the calls with their participants.',
    answer: z.array(Call),
    run: () => listCalls(admin),
  });
  addControl(app, 'DELETE', '/emulator/calls/:call', {
    summary: 'Ends a call for everyone (0/4097).',
    answer: z.strictObject({ ended: z.string() }),
    run: (_body, c) => {
      const call = requireCall(admin, c.req.param('call') ?? '');
      admin.commands.calls.endCall(call);
      return { ended: call.id };
    },
  });
  addControl(app, 'POST', '/emulator/crowd', {
    summary:
      'Makes the crowd of a call, its generated participants, as large as `count`, up to 350. `user`, `call` or `meeting` names the call; `talking` says how many of them have media, by default none.',
    body: CrowdRequest,
    example: { meeting: { meetingId: '201000000001', passcode: 'open01' }, count: 5 },
    answer: z.strictObject({ call: z.string(), count: z.int() }),
    run: (request) => {
      const call = findOrCreateCallForCrowd(admin, request);
      resizeCrowd(admin, call, request.count, request.talking ?? 0);
      const count = listCrowd(admin, call).length;
      // A crowd of 0 leaves the call of a meeting empty if it has been created just now.
      if (call.participants.size === 0) admin.commands.calls.endCall(call);
      return { call: call.id, count };
    },
  });
}

function addAgentRoutes(app: EmulatorApp, state: ControlState): void {
  const { admin } = state;
  addControl(app, 'GET', '/emulator/agents', {
    summary: 'Lists the agents that are connected, and the virtual agents that ring.',
    answer: z.array(Agent),
    run: () => listAgents(admin),
  });
  addControl(app, 'POST', '/emulator/agents', {
    summary: 'Makes a virtual agent, at which calls to a person ring.',
    body: CreateAgentRequest,
    example: { user: 'bob@fabrikam.example', answer: 'accept', afterMs: 2000 },
    status: 201,
    answer: z.strictObject({ agent: z.string() }),
    run: ({ user, media = 'echo', answer = 'nothing', afterMs = 0 }) => {
      // Phone numbers have no agents, because the emulator answers calls to them.
      requirePerson(admin.directory, user);
      const { endpoint } = admin.registerAgent(resolvePersona(admin.directory, user), media, {
        answer,
        afterMs,
      });
      return { agent: endpoint.id };
    },
  });
  addControl(app, 'POST', '/emulator/agents/drop', {
    summary:
      'Closes sockets of a user, of an agent, or of everyone. Without a `code` they break as in a network failure (1006).',
    body: DropSocketsRequest,
    example: { user: alice, code: 1011 },
    answer: z.strictObject({ dropped: z.int() }),
    run: ({ user, agent, code }) => {
      const oid = user === undefined ? undefined : requireUser(state, user);
      const isMeant = (endpoint: Endpoint) =>
        (oid === undefined || endpoint.oid === oid) && (agent === undefined || endpoint.id === agent);
      return { dropped: admin.dropSockets(isMeant, code) };
    },
  });
  addControl(app, 'DELETE', '/emulator/agents/:agent', {
    summary: 'Removes an endpoint, as if its tab had been away for too long.',
    answer: z.strictObject({ closed: z.string() }),
    run: (_body, c) => {
      const endpointId = c.req.param('agent') ?? '';
      if (!admin.closeEndpoint(endpointId)) throw new ControlError(404, `There is no agent ${endpointId}.`);
      return { closed: endpointId };
    },
  });
}

/**
 * Finds the call that a request names by id, by a user in it, or by its meeting, for which it creates a call if there is none.
 * @throws ControlError 400 if the request names no call, 404 if it does not exist, 409 unless the user is in exactly one call.
 */
function findOrCreateCallForCrowd(
  admin: SignallingAdmin,
  request: z.infer<typeof CrowdRequest>,
): signalling.Call {
  const { user, call: callId, meeting } = request;
  if (callId !== undefined) return requireCall(admin, callId);
  if (user !== undefined) return findContext(admin, user, undefined, ['Joined']).call;
  if (meeting === undefined) throw new ControlError(400, 'One of call, user and meeting is needed.');
  const meetingCall = findOrCreateMeetingCall(admin.commands.enterCallDeps, readMeeting(meeting));
  if (!meetingCall) throw new ControlError(404, 'There is no such meeting.');
  return meetingCall;
}
