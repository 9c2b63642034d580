import { Hono } from 'hono';
import * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import type { ConditionStore } from '../core/conditionStore.ts';
import type { EmulatorEnv } from '../http/env.ts';
import type { Admin } from '../signalling/admin/admin.ts';
import { crowdIn, maxCrowd, setCrowd } from '../signalling/admin/crowd.ts';
import type { Call } from '../signalling/calls/call.ts';
import { ActionRequest, actions, runAction } from './actions/actions.ts';
import { findContext, requireCall } from './actions/context.ts';
import { ControlError, readBody, requirePerson } from './requests/controlError.ts';
import { meetingName, personaName, virtualMedia } from './requests/fields.ts';
import { readMeeting } from './requests/readMeeting.ts';
import { listAgents, listCalls, nextState, readState } from './state.ts';

const AgentRequest = z.strictObject({
  user: personaName,
  media: z.optional(virtualMedia),
  answer: z.optional(z.enum(['nothing', 'accept', 'decline'])),
  afterMs: z.optional(z.int().min(0).max(120_000)),
});
const DropRequest = z.strictObject({
  user: z.optional(personaName),
  agent: z.optional(z.string().max(40)),
  /** A close code that a server may send. Without it, the socket ends without a close frame: pages see 1006. */
  code: z.optional(
    z.union([z.literal([1000, 1001, 1008, 1009, 1011, 1012, 1013]), z.int().min(3000).max(4999)]),
  ),
});
const CrowdRequest = z.strictObject({
  count: z.int().min(0).max(maxCrowd),
  talking: z.optional(z.int().min(0).max(20)),
  user: z.optional(personaName),
  call: z.optional(z.string().max(40)),
  meeting: z.optional(meetingName),
});

interface CallControlDeps {
  readonly admin: Admin;
  readonly conditions: ConditionStore;
  readonly clock: Clock;
}

/** The controls of agents and calls, and of what participants do in calls. */
export function callControlRoutes({ admin, conditions, clock }: CallControlDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.route('/', agentRoutes(admin));
  app.get('/emulator/state', async (c) => {
    const read = () => readState(admin, conditions, clock.ahead());
    return c.json(await nextState(read, c.req.query('after'), c.req.raw.signal));
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
    const call = findCrowdedCall(admin, request);
    setCrowd(admin, call, request.count, request.talking ?? 0);
    const { length: count } = crowdIn(admin, call);
    // Looking a meeting up creates its call, which may have stayed empty.
    if (call.participants.size === 0) admin.commands.calls.endCall(call);
    return c.json({ call: call.id, count });
  });
  return app;
}

function agentRoutes(admin: Admin): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.get('/emulator/agents', (c) => c.json(listAgents(admin)));
  app.post('/emulator/agents', async (c) => {
    const { user, media = 'echo', answer = 'nothing', afterMs = 0 } = await readBody(c, AgentRequest);
    const { oid } = requirePerson(user);
    const { endpoint } = admin.registerAgent(`8:orgid:${oid}`, media, { answer, afterMs });
    return c.json({ agent: endpoint.id }, 201);
  });
  app.post('/emulator/agents/drop', async (c) => {
    const { user, agent, code } = await readBody(c, DropRequest);
    const oid = user === undefined ? undefined : requirePerson(user).oid;
    const dropped = admin.dropSockets(
      (endpoint) => (oid ?? endpoint.oid) === endpoint.oid && (agent ?? endpoint.id) === endpoint.id,
      code,
    );
    return c.json({ dropped });
  });
  app.delete('/emulator/agents/:agent', (c) => {
    const id = c.req.param('agent');
    if (!admin.closeEndpoint(id)) throw new ControlError(404, `There is no agent ${id}.`);
    return c.json({ closed: id });
  });
  return app;
}

/** @throws ControlError for a request that names no call, neither by id, nor by a participant, nor as a meeting. */
function findCrowdedCall(admin: Admin, { user, call, meeting }: z.infer<typeof CrowdRequest>): Call {
  if (call !== undefined) return requireCall(admin, call);
  if (user !== undefined) return findContext(admin, user, undefined, ['Joined']).call;
  if (meeting === undefined) throw new ControlError(400, 'One of call, user and meeting is needed.');
  const found = admin.commands.meeting(readMeeting(meeting));
  if (!found) throw new ControlError(404, 'There is no such meeting.');
  return found;
}
