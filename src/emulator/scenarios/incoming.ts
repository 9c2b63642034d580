import * as z from 'zod';
import { ControlError } from '../controls/requests/addControl.ts';
import { personaName, findShownName, resolvePersona } from '../controls/requests/names.ts';
import type { VoiceApplication } from '../core/directory.ts';
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

/** The caller, by UPN, id or phone number. By default, a colleague of the user calls. */
const from = z.optional(personaName);
/** How long the scenario waits before its next step, in milliseconds. Each scenario has a default of its own. */
const afterMs = z.optional(z.int().min(0).max(60_000));

interface IncomingCall {
  readonly callId: string;
  /** The virtual agent (a participant that the emulator plays) that calls. */
  readonly agent: VirtualAgent;
  readonly callerName: string;
}

/** Lets a virtual agent call the user. @throws ControlError 409 if the user has no page open at which the call could ring. */
function callUser(
  deps: ScenarioDeps,
  user: Person,
  caller: string | undefined,
  viaRawId?: string,
): IncomingCall {
  requirePage(deps, user);
  const { directory } = deps.admin;
  const rawId =
    caller === undefined ? getRawId(chooseColleague(deps, user)) : resolvePersona(directory, caller);
  const agent = deps.admin.createAgent(rawId, chooseMedia(rawId));
  const { callId } = agent.placeCall([getRawId(user)], { viaRawId });
  return { callId, agent, callerName: findShownName(directory, rawId).name };
}

/** Runs a function `delayMs` after the user has accepted the call. @param run gets the user's participant id. */
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

function findQueue({ admin }: ScenarioDeps): VoiceApplication {
  const queue = admin.directory.voiceApplications.find(({ kind }) => kind === 'call queue');
  if (!queue) throw new ControlError(409, 'The directory has no call queue.');
  return queue;
}

export const incomingScenarios: readonly Scenario[] = [
  defineScenario(
    'being-called',
    'You are called',
    'A call rings with sound and video, from Bob unless `from` names another caller.',
    z.strictObject({ from }).meta({ examples: [{ from: 'carol@fabrikam.example' }] }),
    (deps, user, parameters) => {
      const { callId, callerName } = callUser(deps, user, parameters.from);
      return {
        call: callId,
        next: `${callerName} rings. Answered, there is a moving picture and a tone, or a telephone’s tone alone.`,
      };
    },
  ),
  defineScenario(
    'queue-call',
    'A call comes through a queue',
    'A call from outside rings through the support queue.',
    z.strictObject({ from }).meta({ examples: [{ from: '+14255550100' }] }),
    (deps, user, parameters) => {
      const queue = findQueue(deps);
      const caller = parameters.from ?? deps.admin.directory.phones[0]?.number;
      const { callId, callerName } = callUser(deps, user, caller, queue.rawId);
      return { call: callId, next: `${callerName} rings through ${queue.displayName}.` };
    },
  ),
  defineScenario(
    'answered-elsewhere',
    'You answer in another window',
    'A call rings, and another endpoint of the user accepts it.',
    z.strictObject({ from, afterMs }).meta({ examples: [{ afterMs: 4_000 }] }),
    (deps, user, { afterMs: delayMs = 4_000, ...parameters }) => {
      const { callId } = callUser(deps, user, parameters.from);
      const { admin, clock } = deps;
      clock.after(delayMs, () => {
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
    z.strictObject({ from, afterMs }).meta({ examples: [{}] }),
    (deps, user, { afterMs: delayMs = 4_000, ...parameters }) => {
      const { agent, callId } = callUser(deps, user, parameters.from);
      deps.clock.after(delayMs, () => agent.runCommand({ t: 'leave', call: callId, everyone: false }));
      return { call: callId, next: 'It rings for a moment; then the caller gives up: 487/0.' };
    },
  ),
  defineScenario(
    'voicemail',
    'You are transferred to a voicemail',
    'A call rings, and the user who accepts it is transferred to a voicemail.',
    z.strictObject({ from, afterMs }).meta({ examples: [{}] }),
    (deps, user, { afterMs: delayMs = 3_000, ...parameters }) => {
      const incoming = callUser(deps, user, parameters.from);
      const { agent, callId, callerName } = incoming;
      const callerUpn = findShownName(deps.admin.directory, agent.endpoint.rawId).user ?? '';
      const voicemailOwner = chooseColleague(deps, user, callerUpn);
      runAfterAnswer(deps, incoming, delayMs, (participant) => {
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
    z.strictObject({ from, afterMs }).meta({ examples: [{}] }),
    (deps, user, { afterMs: delayMs = 2_000, ...parameters }) => {
      const runningCall = findCallOf(deps, user);
      if (runningCall) {
        setRecording(runningCall, true);
        return { call: runningCall.id, next: 'Your call is recorded from now on.' };
      }
      const incoming = callUser(deps, user, parameters.from);
      runAfterAnswer(deps, incoming, delayMs, () => {
        const call = deps.admin.commands.calls.find(incoming.callId);
        if (call) setRecording(call, true);
      });
      return { call: incoming.callId, next: `Answer ${incoming.callerName}: then the recording starts.` };
    },
  ),
];
