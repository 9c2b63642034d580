import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConditionStore } from '../core/conditionStore.ts';
import type { Admin } from '../signalling/admin/admin.ts';
import { listAgentViews, listCallViews } from '../signalling/admin/adminView.ts';
import { nameOf } from './requests/personas.ts';
import type { Agent, Call, State } from './views.ts';

export const listAgents = (admin: Admin): Agent[] =>
  listAgentViews(admin).map((agent) => Object.assign(agent, nameOf(agent.oid)));

export const listCalls = (admin: Admin): Call[] =>
  listCallViews(admin).map((call) =>
    Object.assign(call, {
      participants: call.participants.map((one) => Object.assign(one, nameOf(one.id))),
    }),
  );

/** @param aheadMs how far the clock was moved on. */
export function readState(admin: Admin, conditions: ConditionStore, aheadMs: number): State {
  const set = Object.entries(conditions.list()).map(([oid, rest]) => [nameOf(oid).user ?? oid, rest]);
  return {
    agents: listAgents(admin),
    calls: listCalls(admin),
    conditions: Object.fromEntries(set) as State['conditions'],
    aheadMs,
  };
}

/** How often a watched state is looked at, and how long an answer may be kept waiting; milliseconds. */
const lookEvery = 150;
const waitAtMost = 20_000;

/**
 * Waits for a state other than the one that is known.
 * @param known its version; without one the state is given at once. @param gone aborted when nobody waits any more.
 */
export async function nextState(
  read: () => State,
  known: string | undefined,
  gone: AbortSignal,
): Promise<State & { version: string }> {
  const end = performance.now() + waitAtMost;
  for (;;) {
    const state = read();
    const version = createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 16);
    if (version !== known || performance.now() > end || gone.aborted) return { ...state, version };
    await pause(lookEvery, undefined, { ref: false });
  }
}
