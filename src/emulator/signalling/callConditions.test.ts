import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock, type Clock } from '../core/clock.ts';
import { createConditions, type ConditionStore } from '../core/conditionStore.ts';
import { findPerson } from '../core/seed.ts';
import { defaultState, newCallTo, startSignalling, TestClient } from '../testing/testClient.ts';

const [alice = '', bob = ''] = ['alice', 'bob'].map((name) => findPerson(`${name}@fabrikam.example`)?.oid);

let server: Awaited<ReturnType<typeof startSignalling>>;
let conditions: ConditionStore;
let clock: Clock;
beforeEach(async () => {
  conditions = createConditions();
  clock = createClock();
  server = await startSignalling({ conditions, clock });
});
afterEach(() => server.stop());

const connectAs = (oid: string) => TestClient.connect(server.url, oid);
const echoed = async (client: TestClient) => {
  const before = client.frames.length;
  client.send({ t: 'ping', got: 0 });
  await client.wait(({ frames }) => frames.slice(before).find(({ t }) => t === 'pong'));
};
const news = ({ events }: TestClient, t: string) => events.filter((event) => event.t === t).length;

async function talking() {
  const [a, b] = [await connectAs(alice), await connectAs(bob)];
  const { command, call, self, to } = newCallTo(bob);
  a.command(command);
  await b.event('incoming');
  b.command({ t: 'accept', call, state: defaultState });
  await a.event('participant', ({ entry }) => entry.presence === 'Joined');
  return { a, b, call, self, other: to[0]?.participant ?? '' };
}

test('timing: ringing and answering take as long as the condition says, and later commands of the call wait', async () => {
  conditions.set({ timing: { callSetupMs: 2_000 } });
  const [a, b] = [await connectAs(alice), await connectAs(bob)];
  const { command, call, to } = newCallTo(bob);
  const participant = to[0]?.participant ?? '';
  a.command(command);
  a.command({ t: 'signal', call, to: participant, signal: { ask: 'restart' } });
  await echoed(a);
  clock.advance(1_500);
  await echoed(b);
  expect(b.events).toEqual([]);
  clock.advance(500);
  await b.event('signal');
  expect(b.events.map(({ t }) => t)).toEqual(['incoming', 'signal']);
  b.command({ t: 'accept', call, state: defaultState });
  await echoed(b);
  const joined = () =>
    a.events.some((event) => event.t === 'participant' && event.entry.presence === 'Joined');
  await echoed(a);
  expect(joined()).toBe(false);
  clock.advance(2_000);
  await a.event('participant', ({ entry }) => entry.presence === 'Joined');
});

test('timing: another call of the same endpoint does not wait, and commands of a removed endpoint are dropped', async () => {
  const { a, b, call } = await talking();
  conditions.set({ timing: { callSetupMs: [2_000, 2_000] } }, alice);
  a.command(newCallTo(findPerson('echo@fabrikam.example')?.oid ?? '').command);
  a.command({ t: 'state', call, state: { ...defaultState, hold: true } });
  await b.event('participant', ({ entry }) => entry.state.hold);
  expect(server.counts().calls).toBe(1);
  a.send({ t: 'bye' });
  await b.event('ended');
  clock.advance(2_000);
  expect(server.counts().calls).toBe(0);
});

test('closedPageStays: a page that closes stays in its calls for that time, unless it has hung up', async () => {
  const { a, b } = await talking();
  conditions.set({ closedPageStays: { forMs: 400 } });
  const closed = performance.now();
  b.send({ t: 'bye' });
  b.socket.close(1001);
  await b.closed;
  await echoed(a);
  expect(news(a, 'ended')).toBe(0);
  expect((await a.event('ended')).end).toEqual({ code: 0, subCode: 4521 });
  expect(performance.now() - closed).toBeGreaterThan(350);
  await expect.poll(() => server.counts().endpoints).toBe(1);
  // Alice has left her calls.
  a.send({ t: 'bye' });
  await expect.poll(() => server.counts().endpoints).toBe(0);
});

test('withheldCapabilities: pages are told at once and when they join, and the server refuses', async () => {
  const { a, b, call } = await talking();
  a.command({ t: 'state', call, state: { ...defaultState, screen: true } });
  await b.event('participant', ({ entry }) => entry.state.screen);
  conditions.set({ withheldCapabilities: ['shareScreen', 'addTeamsUser'] }, alice);
  expect((await a.event('place')).withheld).toEqual(['shareScreen', 'addTeamsUser']);
  await b.event('participant', ({ entry }) => !entry.state.screen && entry.id.endsWith(alice));
  expect(news(b, 'place')).toBe(0);
  const third = { participant: randomUUID(), id: `8:orgid:${findPerson('carol@fabrikam.example')?.oid}` };
  a.command({ t: 'add', call, ...third });
  expect((await a.event('refused', ({ of }) => of === 'add')).why).toContain('UserPolicyRestricted');
  conditions.reset();
  await a.wait(() => (news(a, 'place') === 2 ? true : undefined));
  expect(a.events.findLast((event) => event.t === 'place')).not.toHaveProperty('withheld');

  conditions.set({ withheldCapabilities: ['turnVideoOn'] }, bob);
  const next = newCallTo(bob);
  a.command(next.command);
  await b.event('incoming', (event) => event.call === next.call);
  b.command({ t: 'accept', call: next.call, state: defaultState });
  expect((await b.event('place', (event) => event.call === next.call)).withheld).toEqual(['turnVideoOn']);
});

test('a page gets the conditions that it applies itself after its welcome and at each change', async () => {
  conditions.set({ holdFails: true });
  const [a, b] = [await connectAs(alice), await connectAs(bob)];
  const told = ({ frames }: TestClient) =>
    frames.flatMap((frame) => (frame.t === 'conditions' ? [frame.set] : []));
  conditions.set({ eventDelivery: 'late' }, alice);
  conditions.set({ mfa: true });
  conditions.reset();
  await a.wait((client) => told(client).length === 3 || undefined);
  await b.wait((client) => told(client).length === 2 || undefined);
  expect(told(a)).toEqual([{ holdFails: true }, { eventDelivery: 'late', holdFails: true }, {}]);
  expect(told(b)).toEqual([{ holdFails: true }, {}]);
  expect(a.frames[0]?.t).toBe('welcome');
});
