import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPerson } from '../core/seed.ts';
import { defaultState, newCallTo, startSignalling, TestClient } from '../testing/testClient.ts';

const oid = (name: string): string => findPerson(`${name}@fabrikam.example`)?.oid ?? '';
const [alice, bob, carol] = ['alice', 'bob', 'carol'].map(oid) as [string, string, string];

let server: Awaited<ReturnType<typeof startSignalling>>;
beforeEach(async () => {
  server = await startSignalling({ timing: { ringMs: 150, closedGraceMs: 100 } });
});
afterEach(() => server.stop());

const connectAs = (who: string) => TestClient.connect(server.url, who);
const ended = (client: TestClient) => client.event('ended').then(({ end }) => `${end.code}/${end.subCode}`);

test('an accepted call connects both, and ends with 0 when one hangs up', async () => {
  const [a, b] = [await connectAs(alice), await connectAs(bob)];
  const { command, call, self } = newCallTo(bob);
  a.command(command);
  const incoming = await b.event('incoming');
  expect(incoming.from).toEqual({ participant: self, id: `8:orgid:${alice}` });
  await a.event('participant', ({ entry }) => entry.presence === 'Ringing');
  b.command({ t: 'accept', call, state: { ...defaultState, video: true } });
  const joined = await a.event('participant', ({ entry }) => entry.presence === 'Joined');
  expect(joined.entry.state.video).toBe(true);
  b.command({ t: 'leave', call, everyone: false });
  expect(await ended(a)).toBe('0/0');
  expect(server.counts().calls).toBe(0);
});

test.each([
  ['an unknown user', '8:orgid:99999999-9999-4999-8999-999999999999', '404/0'],
  ['a user without an endpoint', bob, '480/10037'],
  ['the busy bot', oid('busy'), '486/0'],
  ['the bot that does not answer, after the time-out', oid('noanswer'), '487/10004'],
])('calling %s ends with its documented code', async (_, id, code) => {
  const a = await connectAs(alice);
  a.command(newCallTo(id).command);
  expect(await ended(a)).toBe(code);
});

test('the declining bot rings for a second and ends 603/0', async () => {
  const patient = await startSignalling();
  const a = await TestClient.connect(patient.url, alice);
  const before = Date.now();
  a.command(newCallTo(oid('decline')).command);
  await a.event('participant', ({ entry }) => entry.presence === 'Ringing');
  expect(await ended(a)).toBe('603/0');
  expect(Date.now() - before).toBeGreaterThanOrEqual(950);
  await patient.stop();
});

test('accepting at one endpoint stops the ringing at the other with 487/10003', async () => {
  const [a, b1, b2] = [await connectAs(alice), await connectAs(bob), await connectAs(bob)];
  const { command, call } = newCallTo(bob);
  a.command(command);
  await Promise.all([b1.event('incoming'), b2.event('incoming')]);
  b1.command({ t: 'accept', call, state: defaultState });
  expect(await ended(b2)).toBe('487/10003');
  b2.command({ t: 'accept', call, state: defaultState });
  expect((await b2.event('refused')).why).toBe('not ringing here');
});

test('the ringing stops with 487/0 when the caller hangs up', async () => {
  const [a, b] = [await connectAs(alice), await connectAs(bob)];
  const { command, call } = newCallTo(bob);
  a.command(command);
  await b.event('incoming');
  a.command({ t: 'leave', call, everyone: false });
  expect(await ended(b)).toBe('487/0');
});

test('declining stops the ringing at all endpoints of the user with 603/0; if all callees decline, 487/10024', async () => {
  const [a, b1, b2, c] = [
    await connectAs(alice),
    await connectAs(bob),
    await connectAs(bob),
    await connectAs(carol),
  ];
  const one = newCallTo(bob);
  a.command(one.command);
  await b2.event('incoming');
  b1.command({ t: 'reject', call: one.call });
  expect(await ended(b2)).toBe('603/0');
  expect(await ended(a)).toBe('603/0');
  const two = newCallTo(bob, carol);
  a.command(two.command);
  await c.event('incoming', ({ call }) => call === two.call);
  b1.command({ t: 'reject', call: two.call });
  c.command({ t: 'reject', call: two.call });
  const { end } = await a.event('ended', ({ call }) => call === two.call);
  expect(end).toEqual({ code: 487, subCode: 10024 });
});

test('an unanswered call ends on both sides with 487/10004', async () => {
  const [a, b] = [await connectAs(alice), await connectAs(bob)];
  a.command(newCallTo(bob).command);
  expect(await Promise.all([ended(a), ended(b)])).toEqual(['487/10004', '487/10004']);
});

test('commands of an endpoint that is not in the call are refused, and nothing changes', async () => {
  const [a, b, c] = [await connectAs(alice), await connectAs(bob), await connectAs(carol)];
  const { command, call, self } = newCallTo(bob);
  a.command(command);
  await b.event('incoming');
  c.command({ t: 'leave', call, everyone: true });
  c.command({ t: 'accept', call, state: defaultState });
  c.command({ t: 'remove', call, participant: self });
  c.command({ t: 'state', call, state: defaultState });
  await c.wait(({ events }) => (events.filter(({ t }) => t === 'refused').length === 4 ? true : undefined));
  b.command({ t: 'accept', call, state: defaultState });
  await a.event('participant', ({ entry }) => entry.presence === 'Joined');
});

test('a closed page ends the call for the other with 0/4521, and a crashed page after the grace period', async () => {
  const [a, b] = [await connectAs(alice), await connectAs(bob)];
  const { command, call } = newCallTo(bob);
  a.command(command);
  await b.event('incoming');
  b.command({ t: 'accept', call, state: defaultState });
  await a.event('participant', ({ entry }) => entry.presence === 'Joined');
  b.socket.terminate();
  expect(await ended(a)).toBe('0/4521');
});

test('a socket that returns within the grace period has its call, and gets the events it missed', async () => {
  const [a, b] = [await connectAs(alice), await connectAs(bob)];
  const { command, call } = newCallTo(bob);
  a.command(command);
  await b.event('incoming');
  b.command({ t: 'accept', call, state: defaultState });
  await b.event('participant');
  const { endpoint, secret } = b.welcome as { endpoint: string; secret: string };
  b.socket.terminate();
  a.command({ t: 'state', call, state: { ...defaultState, hold: true } });
  const back = await TestClient.connect(server.url, bob, { endpoint, secret, got: b.events.length });
  const held = await back.event('participant', ({ entry }) => entry.state.hold);
  expect(held.call).toBe(call);
  expect(server.counts()).toEqual({ endpoints: 2, calls: 1 });
});

test('a removed participant ends with 0/5300, and a call that is ended for everyone with 0/4097', async () => {
  const [a, b, c] = [await connectAs(alice), await connectAs(bob), await connectAs(carol)];
  const { command, call, to } = newCallTo(bob, carol);
  a.command(command);
  for (const one of [b, c]) {
    await one.event('incoming');
    one.command({ t: 'accept', call, state: defaultState });
  }
  await a.wait(({ events }) =>
    events.filter((event) => event.t === 'participant' && event.entry.presence === 'Joined').length === 2
      ? true
      : undefined,
  );
  a.command({ t: 'remove', call, participant: to[1]?.participant ?? '' });
  expect(await ended(c)).toBe('0/5300');
  a.command({ t: 'leave', call, everyone: true });
  expect(await ended(b)).toBe('0/4097');
});
