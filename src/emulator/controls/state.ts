import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AssignmentStore } from '../core/assignments.ts';
import type { ContactCentre } from '../contact-centre/contactCentre.ts';
import type * as core from '../core/directory.ts';
import type { Directory } from '../core/directory.ts';
import type { SignallingAdmin } from '../signalling/admin/admin.ts';
import type * as signalling from '../signalling/calls/call.ts';
import { readSharedValues } from '../signalling/calls/sharedValues.ts';
import { hasPage } from '../signalling/endpoints/endpoint.ts';
import type { ControlState } from './controlState.ts';
import { findShownName } from './requests/names.ts';
import type * as views from './views.ts';
import type { Agent, Assignment, Call, State, VersionedState } from './views.ts';

export function listAgents({ commands, directory, endpoints }: SignallingAdmin): Agent[] {
  const calls = commands.calls.list();
  return endpoints.list().map((endpoint) =>
    Object.assign(findShownName(directory, endpoint.oid, endpoint.name), {
      agent: endpoint.id,
      oid: endpoint.oid,
      id: endpoint.rawId,
      kind: hasPage(endpoint) ? ('page' as const) : ('virtual' as const),
      connected: !hasPage(endpoint) || (endpoint.socket?.isOpen === true && !endpoint.disconnectReason),
      calls: listCallIds(calls, (participant) => participant.endpoint === endpoint),
      rings: listCallIds(calls, ({ ringingEndpoints }) => ringingEndpoints.has(endpoint)),
    }),
  );
}

function listCallIds(
  calls: readonly signalling.Call[],
  matches: (participant: signalling.Participant) => boolean,
): string[] {
  return calls.filter(({ participants }) => [...participants.values()].some(matches)).map(({ id }) => id);
}

/** The casts are needed because shared values, which the participants of a call share, have no types. */
export const listCalls = ({ commands, directory }: SignallingAdmin): Call[] =>
  commands.calls.list().map((call) => {
    const hands = readSharedValues(call, 'raiseHand');
    const recordingValues = readSharedValues(call, 'recording');
    const recording = recordingValues.get('recording') as { state: 'Started' | 'Paused' } | undefined;
    return {
      call: call.id,
      kind: call.kind,
      threadId: call.threadId,
      subject: call.meeting?.subject ?? null,
      onBehalfOf: call.onBehalfOf,
      resourceAccount: call.resourceAccount?.rawId ?? null,
      recording: recording?.state ?? null,
      transcription: recordingValues.has('transcription'),
      participants: [...call.participants.values()].map(
        ({ id, rawId, name, shownCaller, presence, role, state, endpoint, botMedia }) =>
          Object.assign(findShownName(directory, rawId, name), {
            participant: id,
            id: rawId,
            caller: shownCaller ?? null,
            presence,
            role,
            state,
            media: botMedia ?? (endpoint && hasPage(endpoint) ? ('page' as const) : null),
            agent: endpoint?.id ?? null,
            hand: (hands.get(id) as number | undefined) ?? null,
          }),
      ),
    };
  });

export function describeAssignment(
  { findPerson, findResourceAccount }: Directory,
  { objectId, tenantId, principalType, clientIds }: core.Assignment,
): Assignment {
  const principal = findPerson(objectId) ?? findResourceAccount(objectId);
  const name = principal?.displayName ?? null;
  return { name, objectId, tenantId, principalType, clientIds: [...clientIds] };
}

export const readContactCentre = (
  directory: Directory,
  assignments: AssignmentStore,
  centre: ContactCentre,
): views.ContactCentre => ({
  numbers: directory.resourceAccounts.map((account) => ({
    number: account.number,
    name: account.displayName,
    objectId: account.oid,
    assigned: assignments.find(account) !== undefined,
  })),
  waiting: centre.listWaiting().map(({ id, caller, number, ringingAgents, ...waiting }) => ({
    call: id,
    from: findShownName(directory, caller).name,
    to: number,
    position: waiting.position,
    waitedSeconds: waiting.waitedSeconds,
    hears: waiting.hears,
    ringing: ringingAgents.map((agent) => findShownName(directory, agent).name),
  })),
  agents: centre.listAgents().map((agent) => Object.assign(findShownName(directory, agent.id), agent)),
  settings: centre.settings,
});

export function readState({
  admin,
  conditions,
  assignments,
  contactCentre,
  clock,
}: Pick<ControlState, 'admin' | 'conditions' | 'assignments' | 'contactCentre' | 'clock'>): State {
  const conditionsByUpn = Object.entries(conditions.list()).map(([oid, conditionsOfUser]) => [
    findShownName(admin.directory, oid).user ?? oid,
    conditionsOfUser,
  ]);
  return {
    agents: listAgents(admin),
    calls: listCalls(admin),
    conditions: Object.fromEntries(conditionsByUpn) as State['conditions'],
    assignments: assignments.list().map((assignment) => describeAssignment(admin.directory, assignment)),
    contactCentre: readContactCentre(admin.directory, assignments, contactCentre),
    aheadMs: clock.getAheadMs(),
  };
}

/** Milliseconds between two reads of the state while a client waits for a change. */
const pollMs = 150;
/** After this many milliseconds, a client gets the unchanged state. */
const maxWaitMs = 20_000;

/** Waits until the state has another version (a hash) than the client's. @param knownVersion without it, does not wait. */
export async function waitForChangedState(
  readCurrentState: () => State,
  knownVersion: string | undefined,
  signal: AbortSignal,
): Promise<VersionedState> {
  const deadline = performance.now() + maxWaitMs;
  for (;;) {
    const state = readCurrentState();
    const version = createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 16);
    const hasChanged = version !== knownVersion;
    if (hasChanged || performance.now() > deadline || signal.aborted) return { ...state, version };
    // With `ref: false`, the wait does not keep the process running.
    await sleep(pollMs, undefined, { ref: false });
  }
}
