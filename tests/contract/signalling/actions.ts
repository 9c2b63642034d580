import { randomUUID } from 'node:crypto';
import type { Random } from '../../support/random.ts';
import { quiet, type View } from './view.ts';
import type { SimulatedEndpoint } from './simulatedEndpoint.ts';
import { rawIdOf, type Simulation } from './simulation.ts';

const people = ['alice', 'bob', 'carol'].map(rawIdOf);
const others = ['erin', 'echo', 'busy', 'decline', 'noanswer'].map(rawIdOf);
/** People with endpoints are picked more often, because only their commands can interfere. */
const everyone = [...people, ...people, ...people, ...others];
const phones = ['4:+14255550100', '4:+14255550101', '4:+14255559999'];
const stranger = '8:orgid:99999999-9999-4999-8999-999999999999';
const meetings = [
  { meetingId: '201000000001', passcode: 'open01' },
  { meetingId: '201000000002', passcode: 'lobby2' },
  { meetingId: '201000000002', passcode: 'wrong' },
];

/** Commands that an endpoint may send in a call. */
const inCall: Record<string, (endpoint: SimulatedEndpoint, view: View, random: Random) => void> = {
  hangUp: (endpoint, view) => endpoint.hangUp(view, false),
  endForAll: (endpoint, view) => endpoint.hangUp(view, true),
  hold: (endpoint, { call }) => endpoint.send({ t: 'state', call, state: { ...quiet, hold: true } }),
  resume: (endpoint, { call }) => endpoint.send({ t: 'state', call, state: quiet }),
  raiseHand: (endpoint, { call }) =>
    endpoint.send({ t: 'ask', call, ref: newRequest(endpoint), feature: 'raiseHand', what: { up: true } }),
  add(endpoint, { call, others, inside }, random) {
    const known = new Set(Array.from(others.values(), ({ id }) => id));
    const id = random.pick([...everyone, ...phones, stranger]);
    if (!inside || known.has(id)) return;
    const participant = randomUUID();
    others.set(participant, { id, presence: 'Connecting', bot: false });
    endpoint.send({ t: 'add', call, participant, id });
  },
  remove: (endpoint, { call, others }, random) =>
    others.size > 0 && endpoint.send({ t: 'remove', call, participant: random.pick([...others.keys()]) }),
  mute: (endpoint, { call, others }) => endpoint.send({ t: 'mute', call, participants: [...others.keys()] }),
  signal: (endpoint, { call, others }, random) =>
    others.size > 0 &&
    endpoint.send({ t: 'signal', call, to: random.pick([...others.keys()]), signal: { ask: 'restart' } }),
  transfer(endpoint, { call, others }, random) {
    if (others.size === 0) return;
    const participant = random.pick([...others.keys()]);
    const elsewhere = endpoint.live.filter((view) => view.call !== call);
    const target =
      elsewhere.length > 0 && random.chance(0.6)
        ? { call: random.pick(elsewhere).call }
        : { id: random.pick(everyone) };
    endpoint.send({ t: 'transfer', call, ticket: randomUUID(), participant, target });
  },
  admit: (endpoint, { call, others }) => {
    const waiting = [...others].flatMap(([id, { presence }]) => (presence === 'InLobby' ? [id] : []));
    if (waiting.length > 0)
      endpoint.send({ t: 'admit', call, participants: waiting, ref: newRequest(endpoint) });
  },
  deny: (endpoint, { call, others }, random) => {
    const waiting = [...others].flatMap(([id, { presence }]) => (presence === 'InLobby' ? [id] : []));
    if (waiting.length > 0)
      endpoint.send({ t: 'deny', call, participant: random.pick(waiting), ref: newRequest(endpoint) });
  },
};

/** Makes a random endpoint send a random command, whatever frames are on their way. */
export function actAtRandom(simulation: Simulation, random: Random): void {
  const endpoint = random.pick(simulation.endpoints.filter(({ closed }) => !closed));
  const { live } = endpoint;
  // An endpoint that enters a call by a transfer does not also accept the incoming call of that call.
  const ring = [...endpoint.rings.values()].find(({ call }) => !live.some((view) => view.call === call));
  if (ring && random.chance(0.5)) {
    if (random.chance(0.75)) endpoint.accept(ring);
    else endpoint.reject(ring);
  } else if (live.length > 0 && random.chance(0.8)) {
    inCall[random.pick(Object.keys(inCall))]?.(endpoint, random.pick(live), random);
  } else if (live.length < 3) startOrJoin(endpoint, random);
}

function startOrJoin(endpoint: SimulatedEndpoint, random: Random): void {
  if (random.chance(0.25)) return endpoint.join(random.pick(meetings));
  const first = random.pick(everyone);
  const second = random.pick([...everyone, ...phones]);
  return endpoint.start(random.chance(0.3) && first !== second ? [first, second] : [first]);
}

/** Breaks the socket of a random endpoint, or closes its page and opens another one. */
export function disturb(simulation: Simulation, random: Random): void {
  const endpoint = random.pick(simulation.endpoints.filter(({ closed }) => !closed));
  if (random.chance(0.6)) endpoint.link.wire?.close(random.pick([1006, 1011]));
  else if (simulation.endpoints.length < 8) {
    endpoint.leave(random.pick(['bye', 'closed', 'crashed']));
    simulation.open(endpoint.name.replace(/\d+$/, ''));
  }
}

/** @returns the reference of a new request, which the server must answer. */
function newRequest(endpoint: SimulatedEndpoint): string {
  const ref = randomUUID();
  endpoint.unanswered.add(ref);
  return ref;
}
