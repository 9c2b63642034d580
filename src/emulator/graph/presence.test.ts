import { expect, test } from 'vitest';
import { graphAs, json, type Graph } from '../testing/graphAs.ts';
import { fabrikamApp, personOf } from '../testing/signIn.ts';
import { newCallTo, TestClient } from '../testing/testClient.ts';
import { withEmulator } from '../testing/withEmulator.ts';
import { createPresences } from './presences.ts';

const harness = withEmulator();
const alice = personOf('alice@fabrikam.example');
const bob = personOf('bob@fabrikam.example');
const minute = 60_000;

/** @returns the presence of Alice that Bob reads. */
async function watched() {
  const [mine, his] = [await graphAs(harness, alice.upn), await graphAs(harness, bob.upn)];
  const presence = async () => {
    const { availability, activity } = await json(his(`/users/${alice.oid}/presence`));
    return `${String(availability)}/${String(activity)}`;
  };
  return { mine, his, presence };
}

const post = async (graph: Graph, path: string, body: object = {}) =>
  (await graph(path, { method: 'POST', body })).status;

test('people are available and bots have the presence that their name says, read one by one or many at once', async () => {
  const { his, presence } = await watched();
  expect(await presence()).toBe('Available/Available');
  const busy = personOf('busy@fabrikam.example').oid;
  expect(await json(his(`/users/${busy}/presence`))).toMatchObject({ activity: 'InACall' });
  const many = await his('/communications/getPresencesByUserId', {
    method: 'POST',
    body: { ids: [alice.oid, busy, personOf('erin@contoso.example').oid] },
  });
  expect((await json(many)).value).toMatchObject([
    { id: alice.oid, availability: 'Available' },
    { id: busy, availability: 'Busy' },
  ]);
  expect(await post(his, '/communications/getPresencesByUserId', { ids: [] })).toBe(400);
});

test('a preferred presence holds until it expires, and only the user may set it', async () => {
  const { mine, his, presence } = await watched();
  const away = { availability: 'Away', activity: 'Away', expirationDuration: 'PT5M' };
  expect(await post(mine, '/me/presence/setUserPreferredPresence', away)).toBe(200);
  expect(await presence()).toBe('Away/Away');
  expect(await post(his, `/users/${alice.oid}/presence/setUserPreferredPresence`, away)).toBe(403);
  harness.advance(5 * minute);
  expect(await presence()).toBe('Available/Available');
  await post(mine, '/me/presence/setUserPreferredPresence', { availability: 'Offline', activity: 'OffWork' });
  expect(await presence()).toBe('Offline/OffWork');
  expect(await post(mine, '/me/presence/clearUserPreferredPresence')).toBe(200);
  expect(await presence()).toBe('Available/Available');
  const odd = { availability: 'Busy', activity: 'Presenting' };
  expect(await post(mine, '/me/presence/setUserPreferredPresence', odd)).toBe(400);
});

test('the presence of several sessions follows the documented order, and ends with the session', async () => {
  const { mine, presence } = await watched();
  const set = (availability: string, activity: string, expirationDuration?: string) =>
    post(mine, `/users/${alice.oid}/presence/setPresence`, {
      sessionId: fabrikamApp,
      availability,
      activity,
      ...(expirationDuration ? { expirationDuration } : {}),
    });
  expect(await set('Busy', 'InACall', 'PT10M')).toBe(200);
  expect(await presence()).toBe('Busy/InACall');
  harness.advance(10 * minute);
  expect(await presence()).toBe('Available/Available');
  await set('Away', 'Away');
  expect(await presence()).toBe('Available/Available');
  await set('DoNotDisturb', 'Presenting');
  expect(await presence()).toBe('DoNotDisturb/Presenting');
  expect(await post(mine, '/me/presence/clearPresence', { sessionId: fabrikamApp })).toBe(200);
  expect(await post(mine, '/me/presence/clearPresence', { sessionId: fabrikamApp })).toBe(404);
  expect(await set('Busy', 'Busy')).toBe(400);
  expect(await set('Busy', 'InACall', 'PT1M')).toBe(400);
});

test('a person in a call is busy, unless they have chosen another presence', () => {
  let now = 0;
  const presences = createPresences(
    () => now,
    (oid) => oid === alice.oid,
  );
  expect(presences.of(alice)).toEqual({ availability: 'Busy', activity: 'InACall' });
  expect(presences.of(bob)).toEqual({ availability: 'Available', activity: 'Available' });
  presences.prefer(alice.oid, { availability: 'Available', activity: 'Available' }, minute);
  expect(presences.of(alice).availability).toBe('Available');
  now = minute;
  expect(presences.of(alice).availability).toBe('Busy');
});

test('E4: beyond the limit of presence sessions, the one that reported longest ago is forgotten', () => {
  let now = 0;
  const presences = createPresences(
    () => now,
    () => false,
  );
  const report = (session: string) =>
    presences.report(bob.oid, session, { availability: 'Busy', activity: 'InACall' }, now + minute);
  for (let i = 0; i < 50; i++) report(`session ${i}`);
  report('session 0');
  report('one more');
  expect(presences.forgetSession(bob.oid, 'session 1')).toBe(false);
  expect(presences.forgetSession(bob.oid, 'session 0')).toBe(true);
  // Expired sessions do not count.
  now = minute;
  report('after a minute');
  expect(presences.forgetSession(bob.oid, 'session 2')).toBe(false);
});

test('a person is busy for as long as their call lasts', async () => {
  const { presence } = await watched();
  const response = await harness.control('GET', `token?user=${alice.upn}`);
  const { token } = (await response.json()) as { token: string };
  const caller = await TestClient.connect(`${harness.emulator.url.replace('http', 'ws')}/signalling`, token);
  caller.command(newCallTo(personOf('echo@fabrikam.example').oid).command);
  await caller.event('participant', ({ entry }) => entry.presence === 'Joined');
  expect(await presence()).toBe('Busy/InACall');
  caller.send({ t: 'bye' });
  await expect.poll(presence).toBe('Available/Available');
});

test('a request without the permission is refused in Teams’ words', async () => {
  const graph = await graphAs(harness, alice.upn, 'User.Read');
  const response = await graph('/me/presence');
  expect(response.status).toBe(403);
  expect((await json(response)).error).toMatchObject({
    code: 'Forbidden',
    message: expect.stringContaining("one of 'Presence.Read, ") as string,
  });
});
