import { Hono } from 'hono';
import * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import type { ConditionStore } from '../core/conditionStore.ts';
import type { EmulatorEnv } from '../http/env.ts';
import type { SignallingAdmin } from '../signalling/admin/admin.ts';
import { listCrowd, maxCrowdSize, resizeCrowd } from '../signalling/admin/crowd.ts';
import type { Call } from '../signalling/calls/call.ts';
import { ActionRequest, actions, runAction } from './actions/actions.ts';
import { findContext, requireCall } from './actions/context.ts';
import { ControlError, readBody, requirePerson } from './requests/controlError.ts';
import { meetingName, personaName, virtualMedia } from './requests/fields.ts';
import { readMeeting } from './requests/readMeeting.ts';
import { listAgents, listCalls, waitForChangedState, readState } from './state.ts';

/** Creates a virtual agent: a participant that the emulator plays. Calls to `user` then ring at the agent, too. */
export const CreateAgentRequest = z.strictObject({
  user: personaName,
  media: z.optional(virtualMedia),
  answer: z.optional(z.enum(['nothing', 'accept', 'decline'])),
  /** If `answer` is `accept` or `decline`: for how many milliseconds the call rings before that. By default, 0. */
  afterMs: z.optional(z.int().min(0).max(120_000)),
});
/** Ends the sockets of a user, of one agent, or of everyone if the request names neither a user nor an agent. */
export const DropSocketsRequest = z.strictObject({
  user: z.optional(personaName),
  agent: z.optional(z.string().max(40)),
  /**
   * The close code, one of those that a server may send. By default, the sockets end without a close frame, and pages get
   * the code 1006.
   */
  code: z.optional(
    z.union([z.literal([1000, 1001, 1008, 1009, 1011, 1012, 1013]), z.int().min(3000).max(4999)]),
  ),
});
/** Gives a call a crowd: `count` participants that the emulator plays. `user`, `call` or `meeting` names the call. */
export const CrowdRequest = z.strictObject({
  count: z.int().min(0).max(maxCrowdSize),
  /** How many members of the crowd get media, counted from the first. By default, none. */
  talking: z.optional(z.int().min(0).max(20)),
  user: z.optional(personaName),
  call: z.optional(z.string().max(40)),
  meeting: z.optional(meetingName),
});

/** What the routes work with. `emulator.ts` provides it. */
interface CallControlDeps {
  /** The interface of the signalling server for changes of calls. */
  readonly admin: SignallingAdmin;
  readonly conditions: ConditionStore;
  readonly clock: Clock;
}

/** Creates the routes that show and change agents and calls, and the route that acts as a participant of a call. */
export function createCallControlRoutes({ admin, conditions, clock }: CallControlDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.route('/', createAgentRoutes(admin));
  app.get('/emulator/state', async (c) => {
    const readCurrentState = () => readState(admin, conditions, clock.getAheadMs());
    return c.json(await waitForChangedState(readCurrentState, c.req.query('after'), c.req.raw.signal));
  });
  app.get('/emulator/acts', (c) =>
    c.json(actions.map(({ name, description }) => ({ name, does: description }))),
  );
  app.post('/emulator/act', async (c) => c.json(await runAction(admin, await readBody(c, ActionRequest))));
  app.get('/emulator/calls', (c) => c.json(listCalls(admin)));
  app.delete('/emulator/calls/:call', (c) => {
    const call = requireCall(admin, c.req.param('call'));
    admin.commands.calls.endCall(call);
    return c.json({ ended: call.id });
  });
  app.post('/emulator/crowd', async (c) => {
    const request = await readBody(c, CrowdRequest);
    const call = findOrCreateCallForCrowd(admin, request);
    resizeCrowd(admin, call, request.count, request.talking ?? 0);
    const { length: count } = listCrowd(admin, call);
    // `findOrCreateCallForCrowd` creates the call of a meeting, and a crowd of 0 leaves the call empty.
    if (call.participants.size === 0) admin.commands.calls.endCall(call);
    return c.json({ call: call.id, count });
  });
  return app;
}

function createAgentRoutes(admin: SignallingAdmin): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.get('/emulator/agents', (c) => c.json(listAgents(admin)));
  app.post('/emulator/agents', async (c) => {
    const { user, media = 'echo', answer = 'nothing', afterMs = 0 } = await readBody(c, CreateAgentRequest);
    const { oid } = requirePerson(admin.directory, user);
    const { endpoint } = admin.registerAgent(`8:orgid:${oid}`, media, { answer, afterMs });
    return c.json({ agent: endpoint.id }, 201);
  });
  app.post('/emulator/agents/drop', async (c) => {
    const { user, agent, code } = await readBody(c, DropSocketsRequest);
    const oid = user === undefined ? undefined : requirePerson(admin.directory, user).oid;
    const dropped = admin.dropSockets((endpoint) => {
      const isOfUser = oid === undefined || endpoint.oid === oid;
      const isOfAgent = agent === undefined || endpoint.id === agent;
      return isOfUser && isOfAgent;
    }, code);
    return c.json({ dropped });
  });
  app.delete('/emulator/agents/:agent', (c) => {
    const endpointId = c.req.param('agent');
    if (!admin.closeEndpoint(endpointId)) throw new ControlError(404, `There is no agent ${endpointId}.`);
    return c.json({ closed: endpointId });
  });
  return app;
}

/**
 * Finds the call that a request names: by call id, by a user who has joined the call, or by meeting. Creates the call of
 * a meeting if no participant is in the meeting.
 * @throws ControlError 400 if the request names no call, 404 if the call, the user or the meeting does not exist, 409 if
 *   the user has joined no call, or several calls.
 */
function findOrCreateCallForCrowd(admin: SignallingAdmin, request: z.infer<typeof CrowdRequest>): Call {
  const { user, call: callId, meeting } = request;
  if (callId !== undefined) return requireCall(admin, callId);
  if (user !== undefined) return findContext(admin, user, undefined, ['Joined']).call;
  if (meeting === undefined) throw new ControlError(400, 'One of call, user and meeting is needed.');
  const meetingCall = admin.commands.findOrCreateMeetingCall(readMeeting(meeting));
  if (!meetingCall) throw new ControlError(404, 'There is no such meeting.');
  return meetingCall;
}
