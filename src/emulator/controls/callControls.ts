import { Hono } from 'hono';
import * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import type { ConditionStore } from '../core/conditionStore.ts';
import type { EmulatorEnv } from '../http/env.ts';
import type { Admin } from '../signalling/admin/admin.ts';
import type { Call } from '../signalling/calls/call.ts';
import { crowdIn, maxCrowd, setCrowd } from '../signalling/admin/crowd.ts';
import { ActionRequest, actions, runAction } from './actions/actions.ts';
import { media, meeting, readMeeting } from './actions/placing.ts';
import { findContext, requireCall } from './actions/persona.ts';
import { ControlError, requirePerson, readBody } from './requests/controlError.ts';
import { listAgents, listCalls, nextState, readState } from './state.ts';

const user = z.string().min(1).max(300);
const AgentRequest = z.strictObject({
  user,
  media: z.optional(media),
  answer: z.optional(z.enum(['nothing', 'accept', 'decline'])),
  afterMs: z.optional(z.int().min(0).max(120_000)),
});
const DropRequest = z.strictObject({
  user: z.optional(user),
  agent: z.optional(z.string().max(40)),
  /** Those that a server may send; without one the socket breaks off, which pages see as 1006. */
  code: z.optional(
    z.union([z.literal([1000, 1001, 1008, 1009, 1011, 1012, 1013]), z.int().min(3000).max(4999)]),
  ),
});
const CrowdRequest = z.strictObject({
  count: z.int().min(0).max(maxCrowd),
  talking: z.optional(z.int().min(0).max(20)),
  user: z.optional(user),
  call: z.optional(z.string().max(40)),
  meeting: z.optional(meeting),
});

interface CallControlDeps {
  readonly admin: Admin;
  readonly conditions: ConditionStore;
  readonly clock: Clock;
}

/** Controls of what goes on: who is there, which calls there are, and what anybody does in them. */
export function callControlRoutes({ admin, conditions, clock }: CallControlDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const read = () => readState(admin, conditions, clock.ahead());

  app.get('/emulator/state', async (c) =>
    c.json(await nextState(read, c.req.query('after'), c.req.raw.signal)),
  );
  app.get('/emulator/agents', (c) => c.json(listAgents(admin)));
  app.get('/emulator/calls', (c) => c.json(listCalls(admin)));

  app.post('/emulator/agents', async (c) => {
    const { user, media = 'echo', answer = 'nothing', afterMs = 0 } = await readBody(c, AgentRequest);
    const { oid } = requirePerson(user);
    return c.json(
      { agent: admin.registerAgent(`8:orgid:${oid}`, media, { answer, afterMs }).endpoint.id },
      201,
    );
  });
  app.post('/emulator/agents/drop', async (c) => {
    const { user, agent, code } = await readBody(c, DropRequest);
    const oid = user === undefined ? undefined : requirePerson(user).oid;
    const dropped = admin.dropSockets(
      (one) => (oid ?? one.oid) === one.oid && (agent ?? one.id) === one.id,
      code,
    );
    return c.json({ dropped });
  });
  app.delete('/emulator/agents/:agent', (c) => {
    const id = c.req.param('agent');
    if (!admin.closeEndpoint(id)) throw new ControlError(404, `There is no agent ${id}.`);
    return c.json({ closed: id });
  });

  app.get('/emulator/acts', (c) => c.json(actions.map(({ name, description: does }) => ({ name, does }))));
  app.post('/emulator/act', async (c) => c.json(await runAction(admin, await readBody(c, ActionRequest))));
  app.delete('/emulator/calls/:call', (c) => {
    const call = requireCall(admin, c.req.param('call'));
    admin.commands.calls.endCall(call);
    return c.json({ ended: call.id });
  });

  app.post('/emulator/crowd', async (c) => {
    const wanted = await readBody(c, CrowdRequest);
    const call = crowdedCall(admin, wanted);
    setCrowd(admin, call, wanted.count, wanted.talking ?? 0);
    const { length: count } = crowdIn(admin, call);
    // A meeting that was only looked up has nobody in it.
    if (call.participants.size === 0) admin.commands.calls.endCall(call);
    return c.json({ call: call.id, count });
  });
  return app;
}

/** @throws ControlError unless a call is named in one way: by itself, by somebody in it, or as a meeting. */
function crowdedCall(admin: Admin, { user, call, meeting }: z.infer<typeof CrowdRequest>): Call {
  if (call !== undefined) return requireCall(admin, call);
  if (user !== undefined) return findContext(admin, user, undefined, ['Joined']).call;
  if (meeting === undefined) throw new ControlError(400, 'One of call, user and meeting is needed.');
  const found = admin.commands.meeting(readMeeting(meeting));
  if (!found) throw new ControlError(404, 'There is no such meeting.');
  return found;
}
