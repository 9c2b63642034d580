import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock, type Clock } from '../core/clock.ts';
import {
  CallDistributor,
  defaultSettings,
  type CentreSettings,
  type ConnectedAgent,
} from './callDistributor.ts';

const number = '+14255550150';
const otherNumber = '+14255550151';

let clock: Clock;
let distributor: CallDistributor;
/** What the distributor has decided, such as `1 rings alice after 0 s`. */
let decisions: string[];
beforeEach(() => {
  clock = createClock(() => 0);
  decisions = [];
  distributor = new CallDistributor({
    clock,
    effects: {
      ring: ({ id }, agent, seconds) => decisions.push(`${id} rings ${agent} after ${seconds} s`),
      stopRinging: (call, agent, reason) => decisions.push(`${call} stops at ${agent}: ${reason}`),
      overflow: (call, overflow) =>
        decisions.push(`${call} overflows: ${'to' in overflow ? overflow.to : overflow.code}`),
    },
  });
});
afterEach(() => clock.stop());

/** @returns the decisions since the last call. */
const takeDecisions = () => decisions.splice(0);
const set = (settings: Partial<CentreSettings>) => {
  distributor.settings = { ...defaultSettings, ...settings };
};
/** The agents who are connected, with their presence. */
const presences = new Map<string, ConnectedAgent['presence']>();
afterEach(() => presences.clear());
const updateAgents = () =>
  distributor.updateAgents([...presences].map(([id, presence]) => ({ id, tenant: 'fabrikam', presence })));
const connect = (...names: string[]) => {
  for (const name of names) presences.set(name, 'free');
  updateAgents();
};
const setPresence = (name: string, presence: ConnectedAgent['presence']) => {
  presences.set(name, presence);
  updateAgents();
};
const answer = (call: string, agent: string) => {
  presences.set(agent, 'inCall');
  distributor.answered(call, agent);
  updateAgents();
};
const enter = (id: string, options: object = {}) =>
  distributor.enter({ id, caller: `+1206555010${id}`, number, tenant: 'fabrikam', ...options });
const readStates = () => Object.fromEntries(distributor.listAgents().map(({ id, state }) => [id, state]));

test('a waiting caller hears an announcement at first and at intervals, and music in between', () => {
  set({ announceEverySeconds: 20 });
  enter('1');
  const listen = () => distributor.listWaiting().map(({ hears }) => hears);
  const heard = [listen()];
  for (const seconds of [4, 1, 14, 1, 5]) {
    clock.advance(seconds * 1000);
    heard.push(listen());
  }
  expect(heard.flat()).toEqual(['announcement', 'announcement', 'music', 'music', 'announcement', 'music']);
  clock.advance(15_000);
  set({ announceEverySeconds: null });
  expect(listen()).toEqual(['music']);
});

test('the position of a waiting caller counts the callers of the same number, and moves up', () => {
  enter('1');
  enter('2', { number: otherNumber });
  enter('3');
  enter('4');
  const listPositions = () => distributor.listWaiting().map(({ id, position }) => `${id} at ${position}`);
  expect(listPositions()).toEqual(['1 at 1', '2 at 1', '3 at 2', '4 at 3']);
  distributor.callerLeft('1');
  expect(listPositions()).toEqual(['2 at 1', '3 at 1', '4 at 2']);
});

test('the agent who has been idle for the longest time rings', () => {
  connect('alice', 'bob', 'carol');
  enter('1');
  answer('1', 'alice');
  enter('2');
  answer('2', 'bob');
  setPresence('bob', 'free');
  setPresence('alice', 'free');
  takeDecisions();
  for (const call of ['3', '4', '5']) enter(call);
  expect(takeDecisions()).toEqual([
    '3 rings carol after 0 s',
    '4 rings bob after 0 s',
    '5 rings alice after 0 s',
  ]);
});

test('a call that an agent does not answer rings at the next one, and comes back', () => {
  connect('alice', 'bob');
  enter('1');
  clock.advance(19_999);
  expect(takeDecisions()).toEqual(['1 rings alice after 0 s']);
  clock.advance(1);
  expect(takeDecisions()).toEqual(['1 stops at alice: noAnswer', '1 rings bob after 20 s']);
  expect(readStates()).toEqual({ alice: 'pause', bob: 'ringing' });
  clock.advance(20_000);
  expect(takeDecisions()).toEqual(['1 stops at bob: noAnswer', '1 rings alice after 40 s']);
});

test('a declined call rings at the next agent; the only agent gets it back after a pause', () => {
  connect('alice', 'bob');
  enter('1');
  distributor.declined('1', 'alice');
  distributor.declined('1', 'bob');
  expect(takeDecisions()).toEqual(['1 rings alice after 0 s', '1 rings bob after 0 s']);
  clock.advance(5_000);
  expect(takeDecisions()).toEqual(['1 rings alice after 5 s']);
  // The agent has declined before: a late report changes nothing.
  distributor.declined('1', 'bob');
  expect(takeDecisions()).toEqual([]);
});

test('a caller who gives up leaves the queue, and the agent is free for the next caller', () => {
  connect('alice');
  enter('1');
  enter('2');
  enter('3');
  distributor.callerLeft('2');
  distributor.callerLeft('1');
  expect(takeDecisions()).toEqual(['1 rings alice after 0 s', '3 rings alice after 0 s']);
  // The timer of the first call is cancelled.
  clock.advance(19_999);
  expect(takeDecisions()).toEqual([]);
});

test('with the strategy all, every free agent rings, and the others stop when one answers', () => {
  connect('alice', 'bob');
  presences.set('carol', 'inCall');
  updateAgents();
  enter('1', { strategy: 'all' });
  expect(takeDecisions()).toEqual(['1 rings alice after 0 s', '1 rings bob after 0 s']);
  clock.advance(3_000);
  setPresence('carol', 'free');
  expect(takeDecisions()).toEqual(['1 rings carol after 3 s']);
  answer('1', 'bob');
  expect(takeDecisions()).toEqual([
    '1 stops at alice: answeredElsewhere',
    '1 stops at carol: answeredElsewhere',
  ]);
  expect(readStates()).toEqual({ alice: 'free', bob: 'inCall', carol: 'free' });
});

test('a call for named agents waits for them', () => {
  connect('alice', 'bob');
  enter('1', { agents: ['carol', 'bob'] });
  enter('2', { agents: ['carol'] });
  expect(takeDecisions()).toEqual(['1 rings bob after 0 s']);
  clock.advance(2_500);
  connect('carol');
  expect(takeDecisions()).toEqual(['2 rings carol after 2 s']);
});

test('an agent who opts out while a call rings passes it on, and gets none until they opt in', () => {
  connect('alice', 'bob');
  enter('1');
  distributor.setOptedIn('alice', false);
  expect(takeDecisions()).toEqual([
    '1 rings alice after 0 s',
    '1 stops at alice: cancelled',
    '1 rings bob after 0 s',
  ]);
  enter('2');
  expect(readStates()).toEqual({ alice: 'optedOut', bob: 'ringing' });
  // Opting out outlasts a new connection.
  presences.delete('alice');
  updateAgents();
  connect('alice');
  expect(takeDecisions()).toEqual([]);
  distributor.setOptedIn('alice', true);
  expect(takeDecisions()).toEqual(['2 rings alice after 0 s']);
});

test('after a call, nothing rings at an agent for the wrap-up time', () => {
  set({ wrapUpSeconds: 30 });
  connect('alice');
  enter('1');
  answer('1', 'alice');
  enter('2');
  setPresence('alice', 'free');
  expect(readStates()).toEqual({ alice: 'wrapUp' });
  clock.advance(29_999);
  expect(takeDecisions()).toEqual(['1 rings alice after 0 s']);
  clock.advance(1);
  expect(takeDecisions()).toEqual(['2 rings alice after 30 s']);
});

test('an agent at whom another call rings is not free', () => {
  connect('alice', 'bob');
  setPresence('alice', 'ringing');
  enter('1');
  expect(takeDecisions()).toEqual(['1 rings bob after 0 s']);
  expect(readStates()).toEqual({ alice: 'ringing', bob: 'ringing' });
});

test('a full queue lets a caller overflow, but not one for whom an agent is free', () => {
  set({ maxWaiting: 1, overflow: { to: '+12065550199' } });
  connect('alice');
  for (const call of ['1', '2', '3']) enter(call);
  enter('4', { number: otherNumber });
  expect(takeDecisions()).toEqual(['1 rings alice after 0 s', '3 overflows: +12065550199']);
  expect(distributor.listWaiting().map(({ id }) => id)).toEqual(['1', '2', '4']);
});

test('with a new limit, those who wait stay, and a caller for whom an agent is free rings', () => {
  connect('alice');
  enter('1', { agents: ['bob'] });
  enter('2', { agents: ['bob'] });
  set({ maxWaiting: 1 });
  enter('3');
  expect(takeDecisions()).toEqual(['3 rings alice after 0 s']);
});

test('a caller who has waited for too long overflows, even if the call rings', () => {
  set({ maxWaitSeconds: 30, overflow: { code: 480, subCode: 0 } });
  connect('alice', 'bob');
  enter('1');
  clock.advance(20_000);
  takeDecisions();
  enter('2');
  clock.advance(10_000);
  expect(takeDecisions()).toEqual([
    '2 rings alice after 5 s',
    '1 stops at bob: cancelled',
    '1 overflows: 480',
  ]);
});

test('a caller who has left, or whom an agent has answered, does not overflow', () => {
  set({ maxWaitSeconds: 10 });
  connect('alice');
  enter('1');
  enter('2');
  answer('1', 'alice');
  distributor.callerLeft('2');
  clock.advance(60_000);
  expect(takeDecisions()).toEqual(['1 rings alice after 0 s']);
});

test('two numbers share the agents of their tenant, in the order of the callers', () => {
  connect('alice');
  distributor.updateAgents([
    { id: 'alice', tenant: 'fabrikam', presence: 'free' },
    { id: 'erin', tenant: 'contoso', presence: 'free' },
  ]);
  enter('1', { number: otherNumber });
  enter('2');
  enter('3', { number: '+13105550100', tenant: 'contoso' });
  expect(takeDecisions()).toEqual(['1 rings alice after 0 s', '3 rings erin after 0 s']);
});

test('two agents serve ten callers in order', () => {
  connect('alice', 'bob');
  const calls = Array.from({ length: 10 }, (_, index) => String(index));
  for (const call of calls) enter(call);
  const served: string[] = [];
  for (let turn = 0; turn < calls.length; turn += 1) {
    const [first] = distributor.listWaiting();
    const agent = first?.ringingAgents[0];
    if (!first || agent === undefined) throw new Error('The first caller in the queue rings.');
    served.push(`${first.id} ${agent}`);
    answer(first.id, agent);
    if (turn % 2 === 1) {
      setPresence('alice', 'free');
      setPresence('bob', 'free');
    }
  }
  expect(served).toEqual(calls.map((call, index) => `${call} ${index % 2 === 0 ? 'alice' : 'bob'}`));
  expect(distributor.listWaiting()).toEqual([]);
});

test('a reset forgets callers, opting out, pauses and settings', () => {
  set({ ringSeconds: 1 });
  connect('alice', 'bob');
  enter('1');
  distributor.declined('1', 'alice');
  distributor.setOptedIn('bob', false);
  distributor.reset();
  takeDecisions();
  expect(distributor.listWaiting()).toEqual([]);
  expect(readStates()).toEqual({ bob: 'free', alice: 'free' });
  expect(distributor.settings).toEqual(defaultSettings);
  clock.advance(60_000);
  expect(takeDecisions()).toEqual([]);
});
