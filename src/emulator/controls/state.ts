import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConditionStore } from '../core/conditionStore.ts';
import type { SignallingAdmin } from '../signalling/admin/admin.ts';
import { listAgentViews, listCallViews } from '../signalling/admin/adminView.ts';
import { findShownName } from './requests/personas.ts';
import type { Agent, Call, State } from './views.ts';

export const listAgents = (admin: SignallingAdmin): Agent[] =>
  listAgentViews(admin).map((agent) => Object.assign(agent, findShownName(admin.directory, agent.oid)));

export const listCalls = (admin: SignallingAdmin): Call[] =>
  listCallViews(admin).map((call) =>
    Object.assign(call, {
      participants: call.participants.map((participant) =>
        Object.assign(participant, findShownName(admin.directory, participant.id)),
      ),
    }),
  );

/**
 * Reads the state that the page of controls shows.
 * @param aheadMs by how many milliseconds the emulator's clock is ahead of the machine's clock.
 */
export function readState(admin: SignallingAdmin, conditions: ConditionStore, aheadMs: number): State {
  const conditionsByUpn = Object.entries(conditions.list()).map(([oid, conditionsOfUser]) => [
    findShownName(admin.directory, oid).user ?? oid,
    conditionsOfUser,
  ]);
  return {
    agents: listAgents(admin),
    calls: listCalls(admin),
    conditions: Object.fromEntries(conditionsByUpn) as State['conditions'],
    aheadMs,
  };
}

/** Milliseconds between two reads of the state while a client waits for a change. */
const pollMs = 150;
/** How long a client waits at most, in milliseconds. Then the unchanged state is returned. */
const maxWaitMs = 20_000;

/**
 * Waits until the state has changed.
 * @param knownVersion the version of the state that the client has. Without it, the state is returned at once.
 * @param signal aborted when the client has closed the request.
 * @returns the state and its version, which is a hash of the state.
 */
export async function waitForChangedState(
  readCurrentState: () => State,
  knownVersion: string | undefined,
  signal: AbortSignal,
): Promise<State & { version: string }> {
  const deadline = performance.now() + maxWaitMs;
  for (;;) {
    const state = readCurrentState();
    const version = createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 16);
    const hasChanged = version !== knownVersion;
    if (hasChanged || performance.now() > deadline || signal.aborted) return { ...state, version };
    await sleep(pollMs, undefined, { ref: false });
  }
}
