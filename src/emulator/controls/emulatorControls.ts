import * as z from 'zod';
import type * as core from '../core/directory.ts';
import { conditionChanges } from '../wire/conditions.ts';
import type { EmulatorApp } from '../http/env.ts';
import { createMeetingLink } from '../wire/meetingLink.ts';
import { addControl } from './requests/addControl.ts';
import type { ControlState } from './controlState.ts';
import { requireUser } from './findUser.ts';
import { Directory, SetConditions, Time, Use } from './views.ts';

const maxAdvanceMs = 30 * 24 * 60 * 60_000;
const ClockRequest = z.strictObject({ advanceMs: z.int().min(0).max(maxAdvanceMs) });
/**
 * Asks that the call agents of a user are disconnected for good. `Disconnected` is final: the app should create a new agent.
 * @see "How to best manage SDK connectivity" in
 * https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
 */
const AgentDisconnect = z.strictObject({
  user: z.string(),
  reason: z.optional(z.enum(['connectionIssue', 'invalidToken'])),
  refuseNewMs: z
    .optional(z.int().min(1).max(600_000))
    .describe('How long the server refuses new agents of this user. By default, they can connect at once.'),
});
export const ConditionsRequest = z.strictObject({
  user: z.optional(z.string()),
  ...conditionChanges,
  agentDisconnect: z.optional(AgentDisconnect).meta({
    description:
      "This user's agents are `Disconnected` for good, at once; see _Agents that end_. New agents can connect after `refuseNewMs`, by default 0.",
    examples: [{ user: 'alice@fabrikam.example' }],
  }),
});
/** The WebSocket close code with which the server refuses new agents. */
const agentRefusalCode = 4000;

export function addEmulatorControlRoutes(app: EmulatorApp, state: ControlState): void {
  const { admin, conditions, clock } = state;
  /** Each stops the timer that would end a refusal of new agents. */
  const cancelRefusals: (() => void)[] = [];
  const disconnectAgents = ({ user, reason, refuseNewMs }: z.infer<typeof AgentDisconnect>) => {
    const oid = requireUser(state, user);
    admin.disconnectAgents(oid, reason ?? 'connectionIssue');
    if (refuseNewMs === undefined) return;
    conditions.set({ refuseSignalling: agentRefusalCode }, oid);
    cancelRefusals.push(clock.after(refuseNewMs, () => conditions.set({ refuseSignalling: null }, oid)));
  };
  addControl(app, 'GET', '/emulator/conditions', {
    summary: 'Lists the conditions that are set, by object id or ACS user; `*` is everyone.',
    answer: SetConditions,
    run: () => conditions.list(),
  });
  addControl(app, 'POST', '/emulator/conditions', {
    summary: 'Sets conditions for everyone, or for `user`; `null` removes a condition. See _Conditions_.',
    body: ConditionsRequest,
    example: { user: 'alice@fabrikam.example', tokenLifetimeSeconds: 120 },
    answer: SetConditions,
    run: ({ user, agentDisconnect, ...changes }) => {
      const oid = user === undefined ? undefined : requireUser(state, user);
      if (agentDisconnect) disconnectAgents(agentDisconnect);
      conditions.set(changes, oid);
      return conditions.list();
    },
  });
  addControl(app, 'DELETE', '/emulator/conditions', {
    summary: 'Removes all conditions.',
    answer: SetConditions,
    run: () => {
      conditions.reset();
      return conditions.list();
    },
  });

  const readTime = () => ({ now: new Date(clock.now()).toISOString(), aheadMs: clock.getAheadMs() });
  addControl(app, 'GET', '/emulator/clock', {
    summary: "Returns the emulator's time, and how far it is ahead of the machine's time.",
    answer: Time,
    run: readTime,
  });
  addControl(app, 'POST', '/emulator/clock', {
    summary: 'Moves the time forward; see _Time_.',
    body: ClockRequest,
    example: { advanceMs: 85_000 },
    answer: Time,
    run: ({ advanceMs }) => {
      clock.advance(advanceMs);
      return readTime();
    },
  });

  addControl(app, 'GET', '/emulator/retirement', {
    summary:
      'Lists what the app has used of Communication Services, and what of it ends in 2028; see _Retirement_.',
    answer: z.array(Use),
    run: () => state.retirement.list(),
  });
  addControl(app, 'POST', '/emulator/reset', {
    summary:
      'Returns the emulator to its initial state: no calls, virtual agents, conditions, sign-ins, consents, chats or presences, the assignments of the directory, and the right time. The call agents of pages stay connected.',
    answer: z.strictObject({ reset: z.literal(true) }),
    run: () => {
      for (const cancel of cancelRefusals) cancel();
      state.reset();
      return { reset: true as const };
    },
  });
  addControl(app, 'GET', '/emulator/directory', {
    summary: 'Lists tenants, people, phone numbers, resource accounts, and meetings with their links.',
    answer: Directory,
    run: () => describeDirectory(admin.directory),
  });
}

const describeDirectory = ({
  tenants,
  people,
  phones,
  resourceAccounts,
  meetings,
  findPerson,
}: core.Directory): Directory => ({
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
  resourceAccounts: resourceAccounts.map(({ oid, displayName, number }) => ({
    oid,
    name: displayName,
    number,
  })),
  // Every meeting of the directory has an organizer, so the defaults never apply.
  meetings: meetings.map(({ threadId, subject, meetingId, passcode, organizer = '' }) => ({
    threadId,
    subject,
    meetingId,
    passcode,
    organizer,
    link: createMeetingLink(threadId, findPerson(organizer)?.tid ?? '', organizer),
  })),
});
