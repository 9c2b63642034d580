import * as z from 'zod';
import { ControlError } from '../controls/requests/addControl.ts';
import { personaName, findShownName, resolvePersona } from '../controls/requests/names.ts';
import type { Person } from '../core/people.ts';
import { chooseMedia, createInitialState, type VirtualAgent } from '../signalling/admin/virtualAgent.ts';
import { setRecording } from '../signalling/features/recording.ts';
import {
  findCallOf,
  chooseColleague,
  getRawId,
  requirePage,
  defineScenario,
  type Scenario,
  type ScenarioDeps,
} from './scenario.ts';

/** The caller, by UPN, id or phone number. By default, a colleague of the user calls; through the queue, a telephone. */
const fromParameter = { from: z.optional(personaName) };
/** How many milliseconds pass before the scenario's second step. Each scenario has a default of its own. */
const afterMsParameter = { afterMs: z.optional(z.int().min(0).max(60_000)) };
const incomingParameters = z.strictObject({ ...fromParameter, ...afterMsParameter }).meta({ examples: [{}] });

interface IncomingCall {
  readonly callId: string;
  /** The virtual agent (a simulated participant) that calls. */
  readonly agent: VirtualAgent;
  readonly callerName: string;
}

/**
 * Lets a virtual agent call the user.
 * @param caller the caller's name, as in `from`.
 * @param viaRawId the raw id of the queue through which the call comes. By default, it comes directly.
 * @throws ControlError 409 if the user has no page open at which the call could ring.
 */
function callUser(
  deps: ScenarioDeps,
  user: Person,
  caller: string | undefined,
  viaRawId?: string,
): IncomingCall {
  requirePage(deps, user);
  const { directory } = deps.admin;
  const rawId = caller ? resolvePersona(directory, caller) : getRawId(chooseColleague(deps, user));
  const agent = deps.admin.createAgent(rawId, chooseMedia(rawId));
  const { callId } = agent.placeCall([getRawId(user)], { viaRawId });
  return { callId, agent, callerName: findShownName(directory, rawId).name };
}

/** Runs a function `delayMs` after the user has accepted a call. The function gets the user's participant id. */
function runAfterAnswer(
  { clock }: ScenarioDeps,
  { agent, callId }: IncomingCall,
  delayMs: number,
  run: (participantId: string) => void,
): void {
  const stopWatching = agent.subscribe((event) => {
    if (event.call !== callId || event.t !== 'participant' || event.entry.presence !== 'Joined') return;
    stopWatching();
    clock.after(delayMs, () => run(event.entry.participant));
  });
}

export const incomingScenarios: readonly Scenario[] = [
  defineScenario(
    'being-called',
    'You are called',
    'A call rings with sound and video, from Bob unless `from` names another caller.',
    z.strictObject(fromParameter).meta({ examples: [{ from: 'carol@fabrikam.example' }] }),
    (deps, user, { from }) => {
      const { callId: call, callerName } = callUser(deps, user, from);
      const next = `${callerName} rings. Answered, there is a moving picture and a tone, or a telephone’s tone alone.`;
      return { call, next };
    },
  ),
  defineScenario(
    'queue-call',
    'A call comes through a queue',
    'A call from outside rings through the support queue.',
    z.strictObject(fromParameter).meta({ examples: [{ from: '+14255550100' }] }),
    (deps, user, { from }) => {
      const { voiceApplications, phones } = deps.admin.directory;
      const queue = voiceApplications.find(({ kind }) => kind === 'call queue');
      if (!queue) throw new ControlError(409, 'The directory has no call queue.');
      const { callId, callerName } = callUser(deps, user, from ?? phones[0]?.number, queue.rawId);
      return { call: callId, next: `${callerName} rings through ${queue.displayName}.` };
    },
  ),
  defineScenario(
    'answered-elsewhere',
    'You answer in another window',
    'A call rings, and another endpoint of the user accepts it.',
    incomingParameters.meta({ examples: [{ afterMs: 4_000 }] }),
    (deps, user, { from, afterMs = 4_000 }) => {
      const { callId } = callUser(deps, user, from);
      const { admin, clock } = deps;
      clock.after(afterMs, () => {
        const call = admin.commands.calls.find(callId);
        const participants = [...(call?.participants.values() ?? [])];
        const callee = participants.find(({ rawId }) => rawId === getRawId(user));
        if (!call || callee?.presence !== 'Ringing') return;
        const { endpoint } = admin.createAgent(getRawId(user), 'silent');
        admin.commands.invitations.accept(call, callee, endpoint, createInitialState('silent'));
      });
      return { call: callId, next: 'It rings for a moment; then it is answered elsewhere: 487/10003.' };
    },
  ),
  defineScenario(
    'caller-gives-up',
    'The caller gives up',
    'A call rings, and the caller gives up.',
    incomingParameters,
    (deps, user, { from, afterMs = 4_000 }) => {
      const { agent, callId } = callUser(deps, user, from);
      deps.clock.after(afterMs, () => {
        const isAnswered = deps.admin.commands.calls.find(callId)?.hasConnected;
        if (!isAnswered) agent.runCommand({ t: 'leave', call: callId, everyone: false });
      });
      return { call: callId, next: 'It rings for a moment; then the caller gives up: 487/0.' };
    },
  ),
  defineScenario(
    'voicemail',
    'You are transferred to a voicemail',
    'A call rings, and the user who accepts it is transferred to a voicemail.',
    incomingParameters,
    (deps, user, { from, afterMs = 3_000 }) => {
      const incoming = callUser(deps, user, from);
      const { agent, callId, callerName } = incoming;
      // The owner of the voicemail is neither the user nor the caller.
      const callerUpn = findShownName(deps.admin.directory, agent.endpoint.rawId).user ?? '';
      const voicemailOwner = chooseColleague(deps, user, callerUpn);
      runAfterAnswer(deps, incoming, afterMs, (participant) => {
        const target = { id: getRawId(voicemailOwner), voicemail: true } as const;
        agent.runCommand({ t: 'transfer', call: callId, ticket: deps.admin.newId(), participant, target });
      });
      const next = `Answer: ${callerName} then sends you to the voicemail of ${voicemailOwner.displayName}.`;
      return { call: callId, next };
    },
  ),
  defineScenario(
    'recording',
    'A recording starts',
    'The present call is recorded. If there is none, a new call rings and is recorded.',
    incomingParameters,
    (deps, user, { from, afterMs = 2_000 }) => {
      const runningCall = findCallOf(deps, user);
      if (runningCall) {
        setRecording(runningCall, true);
        return { call: runningCall.id, next: 'Your call is recorded from now on.' };
      }
      const incoming = callUser(deps, user, from);
      runAfterAnswer(deps, incoming, afterMs, () => {
        const call = deps.admin.commands.calls.find(incoming.callId);
        if (call) setRecording(call, true);
      });
      return { call: incoming.callId, next: `Answer ${incoming.callerName}: then the recording starts.` };
    },
  ),
];
