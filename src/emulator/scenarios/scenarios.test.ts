import { expect, test } from 'vitest';
import type { State } from '../controls/views.ts';
import { defaultState, newCallTo, type TestClient } from '../testing/testClient.ts';
import { personOf } from '../testing/signIn.ts';
import { alice, bob, endOf, withCalls } from '../testing/withCalls.ts';
import { scenarios } from './scenarioRoutes.ts';

const harness = withCalls();
const play = (name: string, more: object = {}, user = alice) =>
  harness.controlJson<{
    call: string;
    next: string;
    meeting: { link: string; meetingId: string; passcode: string };
  }>('POST', `scenarios/${name}`, { user, ...more });
const later = (advanceMs: number) => harness.controlJson('POST', 'clock', { advanceMs });

/** Accepts the incoming call, and waits until it is connected. */
async function answer(client: TestClient) {
  const { call } = await client.event('incoming');
  client.command({ t: 'accept', call, state: defaultState });
  await client.event('participant', ({ entry }) => entry.presence === 'Joined');
  return call;
}
async function join(client: TestClient, meetingId: string, passcode: string) {
  const [call, self] = [crypto.randomUUID(), crypto.randomUUID()];
  client.command({ t: 'join', call, self, meeting: { meetingId, passcode }, state: defaultState });
  return client.event('place');
}

test('every scenario has a name and a title, and tells the user what to do next', async () => {
  const listed = await harness.controlJson<{ name: string }[]>('GET', 'scenarios');
  expect(listed.map(({ name }) => name)).toEqual(scenarios.map(({ name }) => name));
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  await harness.connect(alice);
  for (const { name } of scenarios) {
    expect((await play(name)).next.length).toBeGreaterThan(20);
    await harness.controlJson('POST', 'reset');
  }
});

test('being-called: Bob calls, and the user can accept', async () => {
  const a = await harness.connect(alice);
  await play('being-called');
  await answer(a);
  expect((await a.event('incoming')).from).toMatchObject({ id: `8:orgid:${personOf(bob).oid}`, bot: 'echo' });
});

test.each([
  ['declined-call', 1_000, '603/0'],
  ['busy', 0, '486/0'],
  ['no-answer', 5_000, '487/10004'],
])('%s: the next call ends with this reason after %d ms, whoever the callee is', async (name, ms, code) => {
  const a = await harness.connect(alice);
  await play(name);
  a.command(newCallTo(personOf(bob).oid).command);
  if (ms > 0) await a.event('participant', ({ entry }) => entry.presence === 'Ringing');
  await later(ms);
  expect(await endOf(a)).toBe(code);
});

test.each([
  ['answered-elsewhere', '487/10003'],
  ['caller-gives-up', '487/0'],
])('%s: the ringing stops by itself', async (name, code) => {
  const a = await harness.connect(alice);
  await play(name);
  await a.event('incoming');
  await later(4_000);
  expect(await endOf(a)).toBe(code);
});

test('voicemail: a user who accepts is transferred to a voicemail', async () => {
  const a = await harness.connect(alice);
  await play('voicemail');
  await answer(a);
  await later(3_000);
  const { target } = await a.event('transfer');
  expect(target).toEqual({ id: `8:orgid:${personOf('carol@fabrikam.example').oid}`, voicemail: true });
});

test('recording: it starts after the user accepts, or at once in an existing call', async () => {
  const a = await harness.connect(alice);
  await play('recording');
  await answer(a);
  await later(2_000);
  await a.event('shared', ({ key }) => key === 'recording');
  const { calls } = await harness.controlJson<State>('GET', 'state');
  await harness.controlJson('POST', 'act', { as: bob, act: 'record', on: false });
  expect((await play('recording')).call).toBe(calls[0]?.call);
});

test('token-expires: the next tokens last two minutes', async () => {
  await play('token-expires');
  expect(await harness.controlJson('GET', 'conditions')).toEqual({
    [personOf(alice).oid]: { tokenLifetimeSeconds: 120 },
  });
});

test('dead-network: the page is told that media is lost, then gets nothing, then everything', async () => {
  const a = await harness.connect(alice);
  await play('being-called');
  await answer(a);
  await play('dead-network');
  await a.event('media', ({ lost }) => lost);
  await harness.controlJson('POST', 'act', { as: bob, act: 'hold' });
  await new Promise((done) => setTimeout(done, 150));
  const held = () => a.events.some((event) => event.t === 'participant' && event.entry.state.hold);
  expect(held()).toBe(false);
  await later(20_000);
  await a.wait(() => held() || undefined);
  await a.event('media', ({ lost }) => !lost);
});

test('meeting-with-lobby: a user waits until the organizer admits them; the organizer finds two who wait', async () => {
  const b = await harness.connect(bob);
  const { meetingId, passcode, link } = (await play('meeting-with-lobby', {}, bob)).meeting;
  expect(link).toContain('https://teams.microsoft.com/l/meetup-join/');
  expect((await join(b, meetingId, passcode)).presence).toBe('InLobby');
  await expect
    .poll(async () => JSON.stringify(await harness.controlJson('GET', 'calls')))
    .toContain('InLobby');
  await later(10_000);
  await b.event('place', ({ presence }) => presence === 'Joined');
  await harness.controlJson('POST', 'reset');
  const a = await harness.connect(alice);
  await play('meeting-with-lobby');
  expect((await join(a, meetingId, passcode)).role).toBe('Organizer');
  const waiting = () =>
    a.events.filter((event) => event.t === 'participant' && event.entry.presence === 'InLobby');
  await a.wait(() => (waiting().length === 2 ? true : undefined));
});

test('crowd: fills a meeting, or the user’s call, and its members raise and lower hands', async () => {
  const a = await harness.connect(alice);
  const { meetingId, passcode } = (await play('crowd', { count: 20 })).meeting;
  await join(a, meetingId, passcode);
  const inside = () => a.events.filter(({ t }) => t === 'participant').length;
  await a.wait(() => (inside() === 20 ? true : undefined));
  await later(3_000);
  await a.event('shared', ({ feature, value }) => feature === 'raiseHand' && value === 1);
  await later(3_000);
  await a.event('shared', ({ feature, value }) => feature === 'raiseHand' && value === null);
  expect((await play('crowd', { count: 25 })).next).toContain('in your call');
  await a.wait(() => (inside() === 25 ? true : undefined));
});

test.each([
  ['being-called', bob, 409],
  ['dead-network', bob, 409],
  ['being-called', 'echo@fabrikam.example', 400],
  ['being-called', 'nobody', 404],
  ['sudo', alice, 404],
])('%s for %s is refused with %d', async (name, user, status) => {
  expect((await harness.control('POST', `scenarios/${name}`, { user })).status).toBe(status);
});
