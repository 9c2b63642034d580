import * as z from 'zod';
import { nameOf, personaId } from '../controls/requests/personas.ts';
import type { Person } from '../core/people.ts';
import { setRecording } from '../signalling/features/recording.ts';
import { initialStateOf, defaultMedia, type VirtualAgent } from '../signalling/admin/virtualAgent.ts';
import {
  callOf,
  rawIdOf,
  requirePage,
  scenario,
  otherPerson,
  type ScenarioResult,
  type Scenario,
  type ScenarioDeps,
} from './scenario.ts';

const from = z.optional(z.string().min(1).max(300));
const afterMs = z.optional(z.int().min(0).max(60_000));

interface Rung {
  readonly agent: VirtualAgent;
  /** Who rings: a name, or a telephone number. */
  readonly caller: string;
  readonly call: string;
}

/** Somebody without a page rings. @throws ControlError when nobody could hear it. */
function ring(world: ScenarioDeps, person: Person, named: string | undefined): Rung {
  requirePage(world, person);
  const id = named === undefined ? rawIdOf(otherPerson(person)) : personaId(named);
  const agent = world.admin.createAgent(id, defaultMedia(id));
  return { agent, caller: nameOf(id).name, ...agent.placeCall([rawIdOf(person)]) };
}

/** Runs something some time after the person has answered. @param run is told their participant. */
function onceAnswered(
  { clock }: ScenarioDeps,
  { agent, call }: Rung,
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
  (world, person, asked) => {
    const { call, caller } = ring(world, person, asked.from);
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
  (world, person, { afterMs = 4_000, ...asked }): ScenarioResult => {
    const { call } = ring(world, person, asked.from);
    const { admin, clock } = world;
    clock.after(afterMs, () => {
      const inside = admin.commands.calls.find(call);
      const member = [...(inside?.participants.values() ?? [])].find(
        ({ rawId: id }) => id === rawIdOf(person),
      );
      if (!inside || member?.presence !== 'Ringing') return;
      const { endpoint } = admin.createAgent(rawIdOf(person), 'silent');
      admin.commands.ringing.accept(inside, member, endpoint, initialStateOf('silent'));
    });
    return { call, next: 'It rings for a moment; then it is answered elsewhere: 487/10003.' };
  },
);

const callerGivesUp = scenario(
  'caller-gives-up',
  'The caller gives up',
  z.strictObject({ from, afterMs }),
  (world, person, { afterMs = 4_000, ...asked }) => {
    const { agent, call } = ring(world, person, asked.from);
    world.clock.after(afterMs, () => agent.run({ t: 'leave', call, everyone: false }));
    return { call, next: 'It rings for a moment; then the caller gives up: 487/0.' };
  },
);

const voicemail = scenario(
  'voicemail',
  'You are transferred to a voicemail',
  z.strictObject({ from, afterMs }),
  (world, person, { afterMs = 3_000, ...asked }) => {
    const rung = ring(world, person, asked.from);
    const { agent, call, caller } = rung;
    const owner = otherPerson(person, nameOf(agent.endpoint.rawId).user ?? '');
    onceAnswered(world, rung, afterMs, (participant) => {
      const target = { id: rawIdOf(owner), voicemail: true } as const;
      agent.run({ t: 'transfer', call, ticket: world.admin.newId(), participant, target });
    });
    const next = `Answer: ${caller} then sends you to the voicemail of ${owner.displayName}.`;
    return { call, next };
  },
);

const recording = scenario(
  'recording',
  'A recording starts',
  z.strictObject({ from, afterMs }),
  (world, person, { afterMs = 2_000, ...asked }) => {
    const running = callOf(world, person);
    if (running) {
      setRecording(running.call, true);
      return { call: running.call.id, next: 'Your call is recorded from now on.' };
    }
    const rung = ring(world, person, asked.from);
    onceAnswered(world, rung, afterMs, () => {
      const call = world.admin.commands.calls.find(rung.call);
      if (call) setRecording(call, true);
    });
    return { call: rung.call, next: `Answer ${rung.caller}: then the recording starts.` };
  },
);

export const incoming: readonly Scenario[] = [
  beingCalled,
  answeredElsewhere,
  callerGivesUp,
  voicemail,
  recording,
];
