import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPerson } from '../testing/directory.ts';
import { defaultState, createStartCommand, startSignalling, TestClient } from '../testing/testClient.ts';

const findOid = (name: string): string => findPerson(`${name}@fabrikam.example`)?.oid ?? '';
const [alice, bob, carol] = ['alice', 'bob', 'carol'].map(findOid) as [string, string, string];

let server: Awaited<ReturnType<typeof startSignalling>>;
beforeEach(async () => {
  server = await startSignalling({ timing: { ringTimeoutMs: 150, lostSocketGraceMs: 100 } });
});
afterEach(() => server.stop());

const connectAs = (oid: string) => TestClient.connect(server.url, oid);
/** Waits until the client's call ends. @returns the end reason, such as `487/10004`. */
const waitForEnd = (client: TestClient) =>
  client.waitForEvent('ended').then(({ end }) => `${end.code}/${end.subCode}`);

test('an accepted call connects caller and callee; when the callee hangs up, the caller gets 0/0', async () => {
  const [aliceClient, bobClient] = [await connectAs(alice), await connectAs(bob)];
  const { command, call, self } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  const incoming = await bobClient.waitForEvent('incoming');
  expect(incoming.from).toEqual({ participant: self, id: `8:orgid:${alice}` });
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Ringing');
  bobClient.sendCommand({ t: 'accept', call, state: { ...defaultState, video: true } });
  const joined = await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Joined');
  expect(joined.entry.state.video).toBe(true);
  bobClient.sendCommand({ t: 'leave', call, everyone: false });
  expect(await waitForEnd(aliceClient)).toBe('0/0');
  expect(server.readCounts().calls).toBe(0);
});

test.each([
  ['an unknown user', '8:orgid:99999999-9999-4999-8999-999999999999', '404/0'],
  ['a user without an endpoint', bob, '480/10037'],
  ['the busy bot', findOid('busy'), '486/0'],
  ['the bot that never answers', findOid('noanswer'), '487/10004'],
])('a call to %s ends with the documented end reason', async (_, calleeId, endReason) => {
  const aliceClient = await connectAs(alice);
  aliceClient.sendCommand(createStartCommand(calleeId).command);
  expect(await waitForEnd(aliceClient)).toBe(endReason);
});

test('a call to the declining bot rings for a second, and ends with 603/0', async () => {
  // This server has the default time limits, so the bot declines before the call times out.
  const slowServer = await startSignalling();
  const aliceClient = await TestClient.connect(slowServer.url, alice);
  const startedAt = Date.now();
  aliceClient.sendCommand(createStartCommand(findOid('decline')).command);
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Ringing');
  expect(await waitForEnd(aliceClient)).toBe('603/0');
  // One second, with a tolerance for inexact timers.
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(950);
  await slowServer.stop();
});

test('when one endpoint of a user accepts a call, the user’s other endpoint gets 487/10003', async () => {
  const [aliceClient, bobClient1, bobClient2] = [
    await connectAs(alice),
    await connectAs(bob),
    await connectAs(bob),
  ];
  const { command, call } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  await Promise.all([bobClient1.waitForEvent('incoming'), bobClient2.waitForEvent('incoming')]);
  bobClient1.sendCommand({ t: 'accept', call, state: defaultState });
  expect(await waitForEnd(bobClient2)).toBe('487/10003');
  bobClient2.sendCommand({ t: 'accept', call, state: defaultState });
  expect((await bobClient2.waitForEvent('refused')).why).toBe('not ringing here');
});

test('when the caller hangs up while the call rings, the callee gets 487/0', async () => {
  const [aliceClient, bobClient] = [await connectAs(alice), await connectAs(bob)];
  const { command, call } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  await bobClient.waitForEvent('incoming');
  aliceClient.sendCommand({ t: 'leave', call, everyone: false });
  expect(await waitForEnd(bobClient)).toBe('487/0');
});

test('a declined call ends at all endpoints with 603/0; a group call ends with 487/10024 once all callees have declined', async () => {
  const [aliceClient, bobClient1, bobClient2, carolClient] = [
    await connectAs(alice),
    await connectAs(bob),
    await connectAs(bob),
    await connectAs(carol),
  ];
  const oneToOne = createStartCommand(bob);
  aliceClient.sendCommand(oneToOne.command);
  await bobClient2.waitForEvent('incoming');
  bobClient1.sendCommand({ t: 'reject', call: oneToOne.call });
  expect(await waitForEnd(bobClient2)).toBe('603/0');
  expect(await waitForEnd(aliceClient)).toBe('603/0');
  const group = createStartCommand(bob, carol);
  aliceClient.sendCommand(group.command);
  await carolClient.waitForEvent('incoming', ({ call }) => call === group.call);
  bobClient1.sendCommand({ t: 'reject', call: group.call });
  carolClient.sendCommand({ t: 'reject', call: group.call });
  const { end } = await aliceClient.waitForEvent('ended', ({ call }) => call === group.call);
  expect(end).toEqual({ code: 487, subCode: 10024 });
});

test('an unanswered call ends for caller and callee with 487/10004', async () => {
  const [aliceClient, bobClient] = [await connectAs(alice), await connectAs(bob)];
  aliceClient.sendCommand(createStartCommand(bob).command);
  expect(await Promise.all([waitForEnd(aliceClient), waitForEnd(bobClient)])).toEqual([
    '487/10004',
    '487/10004',
  ]);
});

test('the server refuses commands of an endpoint that is not in the call, and the call goes on', async () => {
  const [aliceClient, bobClient, carolClient] = [
    await connectAs(alice),
    await connectAs(bob),
    await connectAs(carol),
  ];
  const { command, call, self } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  await bobClient.waitForEvent('incoming');
  carolClient.sendCommand({ t: 'leave', call, everyone: true });
  carolClient.sendCommand({ t: 'accept', call, state: defaultState });
  carolClient.sendCommand({ t: 'remove', call, participant: self });
  carolClient.sendCommand({ t: 'state', call, state: defaultState });
  await carolClient.waitFor(({ events }) =>
    events.filter(({ t }) => t === 'refused').length === 4 ? true : undefined,
  );
  bobClient.sendCommand({ t: 'accept', call, state: defaultState });
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Joined');
});

test('some time after a page has crashed, the call ends for the other participant with 0/4521', async () => {
  const [aliceClient, bobClient] = [await connectAs(alice), await connectAs(bob)];
  const { command, call } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  await bobClient.waitForEvent('incoming');
  bobClient.sendCommand({ t: 'accept', call, state: defaultState });
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Joined');
  bobClient.socket.terminate();
  expect(await waitForEnd(aliceClient)).toBe('0/4521');
});

test('a page whose socket returns soon is still in its call, and gets the events that it missed', async () => {
  const [aliceClient, bobClient] = [await connectAs(alice), await connectAs(bob)];
  const { command, call } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  await bobClient.waitForEvent('incoming');
  bobClient.sendCommand({ t: 'accept', call, state: defaultState });
  await bobClient.waitForEvent('participant');
  const { endpoint, secret } = bobClient.welcome as { endpoint: string; secret: string };
  bobClient.socket.terminate();
  aliceClient.sendCommand({ t: 'state', call, state: { ...defaultState, hold: true } });
  const resume = { endpoint, secret, got: bobClient.events.length };
  const resumedClient = await TestClient.connect(server.url, bob, resume);
  const holdEvent = await resumedClient.waitForEvent('participant', ({ entry }) => entry.state.hold);
  expect(holdEvent.call).toBe(call);
  expect(server.readCounts()).toEqual({ endpoints: 2, calls: 1 });
});

test('a removed participant gets 0/5300; when a participant ends the call for everyone, the others get 0/4097', async () => {
  const [aliceClient, bobClient, carolClient] = [
    await connectAs(alice),
    await connectAs(bob),
    await connectAs(carol),
  ];
  const { command, call, to } = createStartCommand(bob, carol);
  aliceClient.sendCommand(command);
  for (const client of [bobClient, carolClient]) {
    await client.waitForEvent('incoming');
    client.sendCommand({ t: 'accept', call, state: defaultState });
  }
  await aliceClient.waitFor(({ events }) =>
    events.filter((event) => event.t === 'participant' && event.entry.presence === 'Joined').length === 2
      ? true
      : undefined,
  );
  aliceClient.sendCommand({ t: 'remove', call, participant: to[1]?.participant ?? '' });
  expect(await waitForEnd(carolClient)).toBe('0/5300');
  aliceClient.sendCommand({ t: 'leave', call, everyone: true });
  expect(await waitForEnd(bobClient)).toBe('0/4097');
});
