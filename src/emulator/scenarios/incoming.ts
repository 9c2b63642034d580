import * as z from 'zod';
import { personaName } from '../controls/requests/fields.ts';
import { nameOf, personaId } from '../controls/requests/personas.ts';
import type { Person } from '../core/people.ts';
import { defaultMedia, initialStateOf, type VirtualAgent } from '../signalling/admin/virtualAgent.ts';
import { setRecording } from '../signalling/features/recording.ts';
import {
  callOf,
  otherPerson,
  rawIdOf,
  requirePage,
  scenario,
  type Scenario,
  type ScenarioDeps,
} from './scenario.ts';

/** Names the caller; a colleague calls when left out. */
const from = z.optional(personaName);
const afterMs = z.optional(z.int().min(0).max(60_000));

interface IncomingCall {
  /** The call's id. */
  readonly call: string;
  readonly agent: VirtualAgent;
  /** The caller's name or phone number. */
  readonly caller: string;
}

/** Lets a virtual agent call the user. @throws ControlError 409 for a user without a page. */
function callUser(deps: ScenarioDeps, user: Person, callerName: string | undefined): IncomingCall {
  requirePage(deps, user);
  const rawId = callerName === undefined ? rawIdOf(otherPerson(user)) : personaId(callerName);
  const agent = deps.admin.createAgent(rawId, defaultMedia(rawId));
  const { callId } = agent.placeCall([rawIdOf(user)]);
  return { callId, agent, callerName: nameOf(rawId).name };
}

/** Runs a function some time after the user has accepted. @param run gets the user's participant id. */
function afterAnswer(
  { clock }: ScenarioDeps,
  { agent, call }: IncomingCall,
  ms: number,
  run: (participant: string) => void,
): void {
  const stop = agent.watch((event) => {
    if (event.call !== call || event.t !== 'participant' || event.entry.presence !== 'Joined') return;
    stop();
    clock.after(ms, () => run(event.entry.participant));
  });
}

const beingCalled = scenario(
  'being-called',
  'You are called',
  z.strictObject({ from }),
  (deps, user, parameters) => {
    const { call, caller } = callUser(deps, user, parameters.from);
    return {
      call,
      next: `${caller} rings. Answered, there is a moving picture and a tone, or a telephone’s tone alone.`,
    };
  },
);

const answeredElsewhere = scenario(
  'answered-elsewhere',
  'You answer in another window',
  z.strictObject({ from, afterMs }),
  (deps, user, { afterMs: delayMs = 4_000, ...parameters }) => {
    const { call: id } = callUser(deps, user, parameters.from);
    const { admin, clock } = deps;
    clock.after(delayMs, () => {
      const call = admin.commands.calls.find(id);
      const callee = [...(call?.participants.values() ?? [])].find(({ rawId }) => rawId === rawIdOf(user));
      if (!call || callee?.presence !== 'Ringing') return;
      const { endpoint } = admin.createAgent(rawIdOf(user), 'silent');
      admin.commands.ringing.accept(call, callee, endpoint, initialStateOf('silent'));
    });
    return { call: id, next: 'It rings for a moment; then it is answered elsewhere: 487/10003.' };
  },
);

const callerGivesUp = scenario(
  'caller-gives-up',
  'The caller gives up',
  z.strictObject({ from, afterMs }),
  (deps, user, { afterMs: delayMs = 4_000, ...parameters }) => {
    const { agent, call } = callUser(deps, user, parameters.from);
    deps.clock.after(delayMs, () => agent.run({ t: 'leave', call, everyone: false }));
    return { call, next: 'It rings for a moment; then the caller gives up: 487/0.' };
  },
);

const voicemail = scenario(
  'voicemail',
  'You are transferred to a voicemail',
  z.strictObject({ from, afterMs }),
  (deps, user, { afterMs: delayMs = 3_000, ...parameters }) => {
    const incoming = callUser(deps, user, parameters.from);
    const { agent, call, caller } = incoming;
    const owner = otherPerson(user, nameOf(agent.endpoint.rawId).user ?? '');
    afterAnswer(deps, incoming, delayMs, (participant) => {
      const target = { id: rawIdOf(owner), voicemail: true } as const;
      agent.run({ t: 'transfer', call, ticket: deps.admin.newId(), participant, target });
    });
    const next = `Answer: ${caller} then sends you to the voicemail of ${owner.displayName}.`;
    return { call, next };
  },
);

const recording = scenario(
  'recording',
  'A recording starts',
  z.strictObject({ from, afterMs }),
  (deps, user, { afterMs: delayMs = 2_000, ...parameters }) => {
    const running = callOf(deps, user);
    if (running) {
      setRecording(running, true);
      return { call: running.id, next: 'Your call is recorded from now on.' };
    }
    const incoming = callUser(deps, user, parameters.from);
    afterAnswer(deps, incoming, delayMs, () => {
      const call = deps.admin.commands.calls.find(incoming.call);
      if (call) setRecording(call, true);
    });
    return { call: incoming.call, next: `Answer ${incoming.caller}: then the recording starts.` };
  },
);

/** Scenarios in which the user is called. */
export const incomingScenarios: readonly Scenario[] = [
  beingCalled,
  answeredElsewhere,
  callerGivesUp,
  voicemail,
  recording,
];
