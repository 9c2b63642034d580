import { expect, test } from 'vitest';
import { createConditionStore } from '../core/conditionStore.ts';
import { signInToGraph, json, type SendGraphRequest } from '../testing/signInToGraph.ts';
import { fabrikamClientId, personOf } from '../testing/signIn.ts';
import { createStartCommand } from '../testing/testClient.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';
import { createPresenceLimiter, createPresenceStore } from './presences.ts';

const harness = setUpEmulator({ consent: 'everything' });
const alice = personOf('alice@fabrikam.example');
const bob = personOf('bob@fabrikam.example');
const minuteMs = 60_000;

/** Signs Alice and Bob in. The returned `readPresence` reads Alice's presence as Bob, as `availability/activity`. */
async function signInAliceAndBob() {
  const alicesGraph = await signInToGraph(harness, alice.upn);
  const bobsGraph = await signInToGraph(harness, bob.upn);
  const readPresence = async () => {
    const { availability, activity } = await json(bobsGraph(`/users/${alice.oid}/presence`));
    return `${String(availability)}/${String(activity)}`;
  };
  const choose = (body: object) => post(alicesGraph, '/me/presence/setUserPreferredPresence', body);
  return { alicesGraph, bobsGraph, readPresence, choose };
}

const post = async (graph: SendGraphRequest, path: string, body: object = {}) =>
  (await graph(path, { method: 'POST', body })).status;

test('a user reads the presence of one person, or of several people of the tenant in one request', async () => {
  const { bobsGraph, readPresence } = await signInAliceAndBob();
  expect(await readPresence()).toBe('Available/Available');
  // The emulator plays this person, who is always in a call.
  const busyBotId = personOf('busy@fabrikam.example').oid;
  expect(await json(bobsGraph(`/users/${busyBotId}/presence`))).toMatchObject({ activity: 'InACall' });
  const response = await bobsGraph('/communications/getPresencesByUserId', {
    method: 'POST',
    body: { ids: [alice.oid, busyBotId, personOf('erin@contoso.example').oid] },
  });
  // Erin is missing, because she belongs to another tenant.
  expect((await json(response)).value).toMatchObject([
    { id: alice.oid, availability: 'Available' },
    { id: busyBotId, availability: 'Busy' },
  ]);
  expect(await post(bobsGraph, '/communications/getPresencesByUserId', { ids: [] })).toBe(400);
});

test('others read the status message that a user has written, until it expires or the user removes it', async () => {
  const { alicesGraph, bobsGraph } = await signInAliceAndBob();
  const read = async () => (await json(bobsGraph(`/users/${alice.oid}/presence`)))['statusMessage'];
  const write = (content: string, expiryDateTime: object | null = null) =>
    post(alicesGraph, '/me/presence/setStatusMessage', {
      statusMessage: { message: { content, contentType: 'text' }, expiryDateTime },
    });
  expect(await read()).toBeNull();
  expect(await write('Back at 3')).toBe(200);
  expect(await read()).toEqual({ message: { content: 'Back at 3', contentType: 'text' } });
  expect(await write('Over', { dateTime: '2020-01-01T00:00:00', timeZone: 'UTC' })).toBe(200);
  expect(await read()).toBeNull();
  await write('Back at 4');
  expect(await write('')).toBe(200);
  expect(await read()).toBeNull();
  expect(await write('x'.repeat(281))).toBe(400);
  expect(await write('Later', { dateTime: 'later', timeZone: 'UTC' })).toBe(400);
});

test('a presence that a user has chosen holds until it expires, and only that user may set it', async () => {
  const { alicesGraph, bobsGraph, readPresence, choose } = await signInAliceAndBob();
  const away = { availability: 'Away', activity: 'Away', expirationDuration: 'PT5M' };
  expect(await choose(away)).toBe(200);
  expect(await readPresence()).toBe('Away/Away');
  expect(await post(bobsGraph, `/users/${alice.oid}/presence/setUserPreferredPresence`, away)).toBe(403);
  harness.advance(5 * minuteMs);
  expect(await readPresence()).toBe('Available/Available');
  await choose({ availability: 'Offline', activity: 'OffWork' });
  expect(await readPresence()).toBe('Offline/OffWork');
  expect(await post(alicesGraph, '/me/presence/clearUserPreferredPresence')).toBe(200);
  expect(await readPresence()).toBe('Available/Available');
  expect(await choose({ availability: 'Busy', activity: 'Presenting' })).toBe(400);
});

test('other users see the presence that an app reports if it ranks above Available, until the app’s session ends', async () => {
  const { alicesGraph, readPresence } = await signInAliceAndBob();
  const sessionId = fabrikamClientId;
  const setPresence = (availability: string, activity: string, expirationDuration: string | null = null) => {
    const body = { sessionId, availability, activity, expirationDuration };
    return post(alicesGraph, `/users/${alice.oid}/presence/setPresence`, body);
  };
  expect(await setPresence('Busy', 'InACall', 'PT10M')).toBe(200);
  expect(await readPresence()).toBe('Busy/InACall');
  harness.advance(10 * minuteMs);
  expect(await readPresence()).toBe('Available/Available');
  await setPresence('Away', 'Away');
  // Available, which every user has by default, ranks above Away.
  expect(await readPresence()).toBe('Available/Available');
  await setPresence('DoNotDisturb', 'Presenting');
  expect(await readPresence()).toBe('DoNotDisturb/Presenting');
  for (const status of [200, 404])
    expect(await post(alicesGraph, '/me/presence/clearPresence', { sessionId })).toBe(status);
  expect(await setPresence('Busy', 'Busy')).toBe(400);
  expect(await setPresence('Busy', 'InACall', 'PT1M')).toBe(400);
});

test('E4: beyond the limit of presence sessions, the store deletes the session that reported longest ago', () => {
  let now = 0;
  const isInCall = () => false;
  const presences = createPresenceStore(() => now, isInCall);
  const inACall = { availability: 'Busy', activity: 'InACall' };
  const reportPresence = (sessionId: string) =>
    presences.setReportedPresence(bob.oid, sessionId, inACall, now + minuteMs);
  // The store keeps 50 sessions of each user.
  for (let i = 0; i < 50; i++) reportPresence(`session ${i}`);
  reportPresence('session 0');
  reportPresence('one more');
  expect(presences.deleteReportedPresence(bob.oid, 'session 1')).toBe(false);
  expect(presences.deleteReportedPresence(bob.oid, 'session 0')).toBe(true);
  // All sessions have expired by now. The next report deletes them, although the limit has not been reached.
  now = minuteMs;
  reportPresence('after a minute');
  expect(presences.deleteReportedPresence(bob.oid, 'session 2')).toBe(false);
});

test('a person is busy while in a call, unless the person has chosen another presence', async () => {
  const { alicesGraph, readPresence, choose } = await signInAliceAndBob();
  const client = await harness.connectClient(alice.upn);
  client.sendCommand(createStartCommand(personOf('echo@fabrikam.example').oid).command);
  await client.waitForPresence('Joined');
  expect(await readPresence()).toBe('Busy/InACall');
  expect(await choose({ availability: 'Available', activity: 'Available' })).toBe(200);
  expect(await readPresence()).toBe('Available/Available');
  await post(alicesGraph, '/me/presence/clearUserPreferredPresence');
  expect(await readPresence()).toBe('Busy/InACall');
  client.sendFrame({ t: 'bye' });
  await expect.poll(readPresence).toBe('Available/Available');
});

test('A9: Graph counts the requests about presence of all users of an application in a tenant', async () => {
  const { alicesGraph, bobsGraph } = await signInAliceAndBob();
  await harness.control('POST', 'conditions', { presenceLimit: { requests: 2, seconds: 30 } });
  expect(await post(alicesGraph, '/communications/getPresencesByUserId', { ids: [bob.oid] })).toBe(200);
  expect((await bobsGraph('/me/presence')).status).toBe(200);
  const refused = await bobsGraph('/me/presence');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
});

test('A9: the limit is 1,500 requests in 30 s, for each application in each tenant', () => {
  let now = 0;
  const limit = createPresenceLimiter(createConditionStore(), () => now);
  const expectRefusal = (seconds: string) =>
    expect(() => limit('app', 'tenant')).toThrow(
      expect.objectContaining({ status: 429, headers: { 'retry-after': seconds } }),
    );
  for (let requests = 0; requests < 1_500; requests++) limit('app', 'tenant');
  expectRefusal('30');
  limit('another app', 'tenant');
  limit('app', 'another tenant');
  now = 20_000;
  expectRefusal('10');
  now = 31_000;
  limit('app', 'tenant');
});
