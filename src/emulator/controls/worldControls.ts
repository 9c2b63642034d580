import { Hono } from 'hono';
import * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import { type ConditionStore } from '../core/conditionStore.ts';
import { ConditionChanges } from '../wire/conditions.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { meetingLink } from '../wire/meetingLink.ts';
import { people, tenants } from '../core/seed.ts';
import type { Admin } from '../signalling/admin/admin.ts';
import { seededMeetings } from '../signalling/calls/meetingSeed.ts';
import { parse, requirePerson, readBody } from './requests/controlError.ts';

const dayMs = 24 * 60 * 60_000;
const ClockRequest = z.strictObject({
  advanceMs: z
    .int()
    .min(0)
    .max(30 * dayMs),
});
/**
 * Disconnects a user's agents: the state `Disconnected` is terminal, and the app should create another agent.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls, "How to best manage
 * SDK connectivity to Microsoft infrastructure"
 */
export const AgentDisconnect = z.strictObject({
  user: z.string(),
  reason: z.optional(z.enum(['connectionIssue', 'invalidToken'])),
  /** How long new agents of this user are refused; they connect at once when left out. */
  refuseNewMs: z.optional(z.int().min(1).max(600_000)),
});
/** The other fields of the body are conditions. */
const ConditionsRequest = z.looseObject({
  user: z.optional(z.string()),
  agentDisconnect: z.optional(AgentDisconnect),
});
/** The close code that refuses new agents. */
const refusalCode = 4000;

export interface WorldControlDeps {
  readonly admin: Admin;
  readonly conditions: ConditionStore;
  readonly clock: Clock;
}

/** The controls of conditions, the clock and the directory. */
export function worldControlRoutes({ admin, conditions, clock }: WorldControlDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();

  const disconnect = ({ user, reason, refuseNewMs }: z.infer<typeof AgentDisconnect>) => {
    const { oid } = requirePerson(user);
    admin.disconnectAgents(oid, reason ?? 'connectionIssue');
    if (refuseNewMs === undefined) return;
    conditions.set({ refuseSignalling: refusalCode }, oid);
    clock.after(refuseNewMs, () => conditions.set({ refuseSignalling: null }, oid));
  };
  app.get('/emulator/conditions', (c) => c.json(conditions.list()));
  app.post('/emulator/conditions', async (c) => {
    const { user, agentDisconnect, ...rest } = await readBody(c, ConditionsRequest);
    const oid = user === undefined ? undefined : requirePerson(user).oid;
    const changes = parse(ConditionChanges, rest);
    if (agentDisconnect) disconnect(agentDisconnect);
    conditions.set(changes, oid);
    return c.json(conditions.list());
  });
  app.delete('/emulator/conditions', (c) => {
    conditions.reset();
    return c.json(conditions.list());
  });

  const time = () => ({ now: new Date(clock.now()).toISOString(), aheadMs: clock.ahead() });
  app.get('/emulator/clock', (c) => c.json(time()));
  app.post('/emulator/clock', async (c) => {
    clock.advance((await readBody(c, ClockRequest)).advanceMs);
    return c.json(time());
  });

  app.post('/emulator/reset', (c) => {
    admin.reset();
    conditions.reset();
    return c.json({ reset: true });
  });
  app.get('/emulator/directory', (c) => c.json(directory));
  return app;
}

const directory = {
  tenants: tenants.map(({ id, name, domain }) => ({ id, name, domain })),
  people: people.map(({ oid, upn, displayName, jobTitle, teamsLicence, bot }) => ({
    oid,
    user: upn,
    name: displayName,
    note: jobTitle,
    teamsLicence,
    bot: bot !== undefined,
  })),
  phones: [
    { number: '+14255550100', note: 'Answers, and reads back the keys that are pressed' },
    { number: '+14255550101', note: 'Is busy' },
  ],
  meetings: seededMeetings.map(({ threadId, subject, meetingId, passcode, organizer = '' }) => ({
    threadId,
    subject,
    meetingId,
    passcode,
    organizer,
    link: meetingLink(threadId, people.find(({ oid }) => oid === organizer)?.tid ?? '', organizer),
  })),
};
