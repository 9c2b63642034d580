import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** @param aheadMs milliseconds by which the emulator's clock is ahead of the machine's. */
export function readState(admin: Admin, conditions: ConditionStore, aheadMs: number): State {
  const byUser = Object.entries(conditions.list()).map(([oid, set]) => [nameOf(oid).user ?? oid, set]);
  return {
    agents: listAgents(admin),
    calls: listCalls(admin),
    conditions: Object.fromEntries(byUser) as State['conditions'],
    aheadMs,
  };
}

/** Milliseconds between two reads of a watched state. */
const pollMs = 150;
/** Milliseconds after which an unchanged state is returned. */
const maxWaitMs = 20_000;

/**
 * Waits until the state has changed.
 * @param known the version that the client has; without it, the state is returned at once.
 * @param signal aborted when the client has gone.
 */
export async function nextState(
  read: () => State,
  known: string | undefined,
  signal: AbortSignal,
): Promise<State & { version: string }> {
  const end = performance.now() + maxWaitMs;
  for (;;) {
    const state = read();
    const version = createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 16);
    if (version !== known || performance.now() > end || signal.aborted) return { ...state, version };
    await sleep(pollMs, undefined, { ref: false });
  }
}
