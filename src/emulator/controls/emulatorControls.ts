import { Hono } from 'hono';
import * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import { type ConditionStore } from '../core/conditionStore.ts';
import type { Directory } from '../core/directory.ts';
import { ConditionChanges } from '../wire/conditions.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { createMeetingLink } from '../wire/meetingLink.ts';
import type { SignallingAdmin } from '../signalling/admin/admin.ts';
import { parseRequest, requirePerson, readBody } from './requests/controlError.ts';

const dayMs = 24 * 60 * 60_000;
export const ClockRequest = z.strictObject({
  advanceMs: z
    .int()
    .min(0)
    .max(30 * dayMs),
});
/**
 * Disconnects a user's call agents for good. The SDK documents that the state `Disconnected` is final, and that the app
 * should create a new agent.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls, "How to best manage
 * SDK connectivity to Microsoft infrastructure"
 */
export const AgentDisconnect = z.strictObject({
  user: z.string(),
  reason: z.optional(z.enum(['connectionIssue', 'invalidToken'])),
  /** How long the server refuses new agents of this user. By default, new agents can connect at once. */
  refuseNewMs: z.optional(z.int().min(1).max(600_000)),
});
/** Further fields of the body are conditions: faults that are switched on for `user`, or for everyone without `user`. */
const ConditionsRequest = z.looseObject({
  user: z.optional(z.string()),
  agentDisconnect: z.optional(AgentDisconnect),
});
/** The WebSocket close code with which the server refuses new agents. */
const agentRefusalCode = 4000;

/** What the routes work with. `emulator.ts` provides it. */
export interface EmulatorControlDeps {
  /** The interface of the signalling server for changes of calls. */
  readonly admin: SignallingAdmin;
  readonly conditions: ConditionStore;
  readonly clock: Clock;
}

/** Creates the routes that change conditions and the clock, that reset the emulator, and that show the directory. */
export function createEmulatorControlRoutes({
  admin,
  conditions,
  clock,
}: EmulatorControlDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();

  const disconnectAgents = ({ user, reason, refuseNewMs }: z.infer<typeof AgentDisconnect>) => {
    const { oid } = requirePerson(admin.directory, user);
    admin.disconnectAgents(oid, reason ?? 'connectionIssue');
    if (refuseNewMs === undefined) return;
    conditions.set({ refuseSignalling: agentRefusalCode }, oid);
    clock.after(refuseNewMs, () => conditions.set({ refuseSignalling: null }, oid));
  };
  app.get('/emulator/conditions', (c) => c.json(conditions.list()));
  app.post('/emulator/conditions', async (c) => {
    const { user, agentDisconnect, ...uncheckedChanges } = await readBody(c, ConditionsRequest);
    const oid = user === undefined ? undefined : requirePerson(admin.directory, user).oid;
    const changes = parseRequest(ConditionChanges, uncheckedChanges);
    if (agentDisconnect) disconnectAgents(agentDisconnect);
    conditions.set(changes, oid);
    return c.json(conditions.list());
  });
  app.delete('/emulator/conditions', (c) => {
    conditions.reset();
    return c.json(conditions.list());
  });

  const readTime = () => ({ now: new Date(clock.now()).toISOString(), aheadMs: clock.getAheadMs() });
  app.get('/emulator/clock', (c) => c.json(readTime()));
  app.post('/emulator/clock', async (c) => {
    clock.advance((await readBody(c, ClockRequest)).advanceMs);
    return c.json(readTime());
  });

  app.post('/emulator/reset', (c) => {
    admin.endAllCalls();
    conditions.reset();
    return c.json({ reset: true });
  });
  app.get('/emulator/directory', (c) => c.json(describeDirectory(admin.directory)));
  return app;
}

/** @returns what the page of controls shows of the directory. */
const describeDirectory = ({ tenants, people, phones, meetings, findPerson }: Directory) => ({
  tenants: tenants.map(({ id, name, domain }) => ({ id, name, domain })),
  people: people.map(({ oid, upn, displayName, profile, teamsLicence, bot }) => ({
    oid,
    user: upn,
    name: displayName,
    note: profile.jobTitle ?? '',
    teamsLicence,
    bot: bot !== undefined,
  })),
  phones: phones.map(({ number, note }) => ({ number, note })),
  meetings: meetings.map(({ threadId, subject, meetingId, passcode, organizer = '' }) => ({
    threadId,
    subject,
    meetingId,
    passcode,
    organizer,
    link: createMeetingLink(threadId, findPerson(organizer)?.tid ?? '', organizer),
  })),
});
