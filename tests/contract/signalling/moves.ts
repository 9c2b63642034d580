import { randomUUID } from 'node:crypto';
import type { Random } from '../../support/random.ts';
import { quiet, type View } from './view.ts';
import type { Window } from './window.ts';
import { rawIdOf, type World } from './world.ts';

const people = ['alice', 'bob', 'carol'].map(rawIdOf);
const others = ['erin', 'echo', 'busy', 'decline', 'noanswer'].map(rawIdOf);
/** People with windows more often than not: it takes two to get into each other's way. */
const everyone = [...people, ...people, ...people, ...others];
const phones = ['4:+14255550100', '4:+14255550101', '4:+14255559999'];
const stranger = '8:orgid:99999999-9999-4999-8999-999999999999';
const meetings = [
  { meetingId: '201000000001', passcode: 'open01' },
  { meetingId: '201000000002', passcode: 'lobby2' },
  { meetingId: '201000000002', passcode: 'wrong' },
];

/** What somebody may do in a call. */
const inCall: Record<string, (window: Window, view: View, random: Random) => void> = {
  hangUp: (window, view) => window.hangUp(view, false),
  endForAll: (window, view) => window.hangUp(view, true),
  hold: (window, { call }) => window.send({ t: 'state', call, state: { ...quiet, hold: true } }),
  resume: (window, { call }) => window.send({ t: 'state', call, state: quiet }),
  raiseHand: (window, { call }) =>
    window.send({ t: 'ask', call, ref: ask(window), feature: 'raiseHand', what: { up: true } }),
  add(window, { call, others, inside }, random) {
    const known = new Set(Array.from(others.values(), ({ id }) => id));
    const id = random.pick([...everyone, ...phones, stranger]);
    if (!inside || known.has(id)) return;
    const participant = randomUUID();
    others.set(participant, { id, presence: 'Connecting', bot: false });
    window.send({ t: 'add', call, participant, id });
  },
  remove: (window, { call, others }, random) =>
    others.size > 0 && window.send({ t: 'remove', call, participant: random.pick([...others.keys()]) }),
  mute: (window, { call, others }) => window.send({ t: 'mute', call, participants: [...others.keys()] }),
  signal: (window, { call, others }, random) =>
    others.size > 0 &&
    window.send({ t: 'signal', call, to: random.pick([...others.keys()]), signal: { ask: 'restart' } }),
  transfer(window, { call, others }, random) {
    if (others.size === 0) return;
    const participant = random.pick([...others.keys()]);
    const elsewhere = window.live.filter((view) => view.call !== call);
    const target =
      elsewhere.length > 0 && random.chance(0.6)
        ? { call: random.pick(elsewhere).call }
        : { id: random.pick(everyone) };
    window.send({ t: 'transfer', call, ticket: randomUUID(), participant, target });
  },
  admit: (window, { call, others }) => {
    const waiting = [...others].flatMap(([id, { presence }]) => (presence === 'InLobby' ? [id] : []));
    if (waiting.length > 0) window.send({ t: 'admit', call, participants: waiting, ref: ask(window) });
  },
  deny: (window, { call, others }, random) => {
    const waiting = [...others].flatMap(([id, { presence }]) => (presence === 'InLobby' ? [id] : []));
    if (waiting.length > 0)
      window.send({ t: 'deny', call, participant: random.pick(waiting), ref: ask(window) });
  },
};

/** Somebody does something, whatever is under way. */
export function act(world: World, random: Random): void {
  const window = random.pick(world.windows.filter(({ closed }) => !closed));
  const { live } = window;
  // Whoever is on the way into a call by a transfer does not answer its ring as well.
  const ring = [...window.rings.values()].find(({ call }) => !live.some((view) => view.call === call));
  if (ring && random.chance(0.5)) {
    if (random.chance(0.75)) window.accept(ring);
    else window.reject(ring);
  } else if (live.length > 0 && random.chance(0.8)) {
    inCall[random.pick(Object.keys(inCall))]?.(window, random.pick(live), random);
  } else if (live.length < 3) begin(window, random);
}

function begin(window: Window, random: Random): void {
  if (random.chance(0.25)) return window.join(random.pick(meetings));
  const first = random.pick(everyone);
  const second = random.pick([...everyone, ...phones]);
  return window.start(random.chance(0.3) && first !== second ? [first, second] : [first]);
}

/** Something goes wrong. */
export function disturb(world: World, random: Random): void {
  const window = random.pick(world.windows.filter(({ closed }) => !closed));
  if (random.chance(0.6)) window.link.wire?.close(random.pick([1006, 1011]));
  else if (world.windows.length < 8) {
    window.leave(random.pick(['bye', 'closed', 'crashed']));
    world.open(window.name.replace(/\d+$/, ''));
  }
}

function ask(window: Window): string {
  const ref = randomUUID();
  window.asked.add(ref);
  return ref;
}
