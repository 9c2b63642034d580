import { expect, test } from 'vitest';
import { rawIdOf, setUpCommands, type CommandClient } from '../testing/commandClients.ts';
import { personOf } from '../testing/signIn.ts';
import { scenarios } from './scenarioRoutes.ts';

const { server, connect } = setUpCommands();

/** Starts a scenario for a user. @param user the first name in lower case. */
function start(name: string, parameters: object = {}, user = 'alice') {
  const scenario = scenarios.find((candidate) => candidate.name === name);
  if (!scenario) throw new Error(`There is no ${name}.`);
  return scenario.run(server(), personOf(`${user}@fabrikam.example`), parameters as never);
}
/** Waits until the virtual agents have reacted to their events, which they do in microtasks. */
const waitForAgents = () => new Promise(setImmediate);
async function advanceClock(milliseconds: number): Promise<void> {
  await waitForAgents();
  server().clock.advance(milliseconds);
}

test('every scenario has a name of its own, and tells the user what to do next', () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  connect('alice');
  for (const { name } of scenarios) {
    expect(start(name).next.length).toBeGreaterThan(20);
    server().admin.endAllCalls();
  }
});

test.each([
  [{}, rawIdOf('bob'), 'echo'],
  [{ from: '+14255550100' }, '4:+14255550100', 'phone'],
])('being-called: with %j, %s calls the user, who can accept', (parameters, id, bot) => {
  const [alice] = connect('alice');
  start('being-called', parameters);
  expect(alice.lastEvent('incoming')?.from).toMatchObject({ id, bot });
  alice.accept();
  expect(alice.lastEvent('participant')?.entry).toMatchObject({ id, presence: 'Joined' });
});

test.each([
  ['declined-call', 1_000, '603/0'],
  ['busy', 0, '486/0'],
  ['no-answer', 5_000, '487/10004'],
])('%s: the next call of the user ends after %d ms with %s', (name, ringingMs, endReason) => {
  const [alice, bob] = connect('alice', 'bob');
  start(name);
  const [bobId = ''] = alice.start(bob.rawId);
  expect(alice.listPresences(bobId)).toEqual(ringingMs > 0 ? ['Ringing'] : []);
  server().clock.advance(ringingMs);
  expect(alice.ends).toEqual([endReason]);
});

test.each([
  ['answered-elsewhere', '487/10003'],
  ['caller-gives-up', '487/0'],
])('%s: the call stops ringing after four seconds, and ends with %s', (name, endReason) => {
  const [alice] = connect('alice');
  start(name);
  server().clock.advance(3_900);
  expect(alice.ends).toEqual([]);
  server().clock.advance(100);
  expect(alice.ends).toEqual([endReason]);
});

test('voicemail: a user who accepts is transferred to a voicemail', async () => {
  const [alice] = connect('alice');
  start('voicemail');
  alice.accept();
  await advanceClock(3_000);
  expect(alice.lastEvent('transfer')?.target).toEqual({ id: rawIdOf('carol'), voicemail: true });
});

test('recording: the recording starts after the user accepts, or at once if the user is in a call', async () => {
  const [alice] = connect('alice');
  start('recording');
  alice.accept();
  await advanceClock(2_000);
  expect(alice.listSharedValues('recording', 'recording')).toMatchObject([{ state: 'Started' }]);
  expect(start('recording').call).toBe(alice.call);
});

test('token-expires: the next tokens of the user expire after two minutes', () => {
  start('token-expires');
  const { oid } = personOf('alice@fabrikam.example');
  expect(server().conditions.list()).toEqual({ [oid]: { tokenLifetimeSeconds: 120 } });
});

test('dead-network: the page learns that media is lost before its signalling falls silent for a while', () => {
  const [alice] = connect('alice');
  start('being-called');
  alice.accept();
  start('dead-network');
  expect(alice.lastEvent('media')?.lost).toBe(true);
  const readConditions = () => server().conditions.read(alice.endpoint.oid);
  expect(readConditions()).toEqual({ media: 'lost', silentSignalling: true });
  server().clock.advance(20_000);
  expect(alice.lastEvent('media')?.lost).toBe(false);
  expect(readConditions()).toEqual({});
});

/** Starts a scenario for a user, and lets the user's client join its meeting. */
function startAndJoin(client: CommandClient, ...scenario: Parameters<typeof start>): void {
  const { meetingId = '', passcode, link } = start(...scenario).meeting ?? {};
  expect(link).toContain('https://teams.microsoft.com/l/meetup-join/');
  client.join({ meetingId, passcode });
}

test('meeting-with-lobby: Bob waits until the organizer admits him', async () => {
  const [bob] = connect('bob');
  startAndJoin(bob, 'meeting-with-lobby', {}, 'bob');
  expect(bob.lastEvent('place')?.presence).toBe('InLobby');
  await advanceClock(10_000);
  expect(bob.lastEvent('place')?.presence).toBe('Joined');
});

test('meeting-with-lobby: Alice, the organizer, finds two people in the lobby', () => {
  const [alice] = connect('alice');
  startAndJoin(alice, 'meeting-with-lobby');
  expect(alice.lastEvent('place')?.role).toBe('Organizer');
  const presences = alice.listEvents('participant').map(({ entry }) => entry.presence);
  expect(presences).toEqual(['InLobby', 'InLobby']);
});

test('crowd: a crowd fills a meeting, or the call of the user, and its members raise and lower their hands', () => {
  const [alice] = connect('alice');
  startAndJoin(alice, 'crowd', { count: 20 });
  expect(alice.listEvents('participant')).toHaveLength(20);
  server().clock.advance(3_000);
  expect(alice.lastEvent('shared')).toMatchObject({ feature: 'raiseHand', value: 1 });
  server().clock.advance(3_000);
  expect(alice.lastEvent('shared')).toMatchObject({ feature: 'raiseHand', value: null });
  expect(start('crowd', { count: 25 }).next).toContain('in your call');
  expect(alice.listEvents('participant')).toHaveLength(25);
});

test.each(['being-called', 'dead-network'])('%s is refused for a user without a page', (name) => {
  expect(() => start(name, {}, 'bob')).toThrow('is signed in nowhere');
});
