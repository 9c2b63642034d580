import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createStartCommand, oidOf, setUpSignalling, TestClient } from '../../testing/testClient.ts';

// The conditions that change sockets. `conditions.test.ts` tests the conditions that change calls.

const timing = { silenceTimeoutMs: 60_000 };
const { server, connect, connectCall, openSocket } = setUpSignalling({ timing });
const [alice, bob] = [oidOf('alice'), oidOf('bob')];
const countPongs = ({ frames }: TestClient) => frames.filter(({ t }) => t === 'pong').length;

test('delaySignallingMs: only the frames of one user are delayed, in both directions', async () => {
  const [aliceClient, bobClient] = await connect('alice', 'bob');
  server().conditions.set({ delaySignallingMs: 200 }, alice);
  const sentAt = performance.now();
  const alicesPong = aliceClient.ping();
  await bobClient.ping();
  expect(countPongs(aliceClient)).toBe(0);
  await alicesPong;
  // 200 ms in each direction, with a tolerance of 5 ms.
  expect(performance.now() - sentAt).toBeGreaterThanOrEqual(395);
});

test('silentSignalling: a page that closes its socket keeps its endpoint, because its close frame does not get through', async () => {
  const [bobClient] = await connect('bob');
  server().conditions.set({ silentSignalling: true }, bob);
  bobClient.socket.close(1000);
  await bobClient.closeCode;
  const { endpoint, secret } = bobClient.welcome;
  server().conditions.reset();
  const nextClient = await TestClient.connect(server().url, bob, { endpoint, secret, got: 0 });
  expect(nextClient.welcome).toMatchObject({ resumed: true });
});

test('silentSignalling: the socket stays open, and delivers all frames when the condition ends', async () => {
  const [aliceClient, bobClient] = await connect('alice', 'bob');
  server().conditions.set({ silentSignalling: true }, bob);
  aliceClient.sendCommand(createStartCommand(bob).command);
  bobClient.sendFrame({ t: 'ping', got: 0 });
  await aliceClient.waitForPresence('Ringing');
  await sleep(200);
  expect(bobClient.frames.filter(({ t }) => t !== 'welcome')).toEqual([]);
  expect(bobClient.socket.readyState).toBe(bobClient.socket.OPEN);
  server().conditions.set({ silentSignalling: null }, bob);
  await bobClient.waitForEvent('incoming');
  expect(countPongs(bobClient)).toBe(1);
});

test('refuseSignalling: the server closes new sockets with the code of the condition', async () => {
  server().conditions.set({ refuseSignalling: 4321 });
  const client = await openSocket();
  client.sendFrame({ t: 'hello', token: alice });
  expect(await client.closeCode).toBe(4321);
  expect(server().readCounts().endpoints).toBe(0);
});

test('the server knows the address at which each page has reached it, for the media relay', async () => {
  await connectCall();
  const [call] = server().commands.calls.list();
  const participants = [...(call?.participants.values() ?? [])];
  expect(participants.map(({ endpoint }) => endpoint?.reachedAt)).toEqual(['127.0.0.1', '127.0.0.1']);
});

test('closedPageStays: a page that was closed without hanging up stays in its calls for the time that the condition says', async () => {
  const { alice: aliceClient, bob: bobClient } = await connectCall();
  server().conditions.set({ closedPageStays: { forMs: 400 } });
  const closedAt = performance.now();
  bobClient.sendFrame({ t: 'bye' });
  bobClient.socket.close(1001);
  expect(await aliceClient.waitForEnd()).toBe('0/4521');
  // The condition says 400 ms. The rest is a tolerance for inexact timers.
  expect(performance.now() - closedAt).toBeGreaterThan(350);
  await expect.poll(() => server().readCounts().endpoints).toBe(1);
  // Alice is in no call any more, so the server removes her endpoint at once.
  aliceClient.sendFrame({ t: 'bye' });
  await expect.poll(() => server().readCounts().endpoints).toBe(0);
});

test('the server sends a page the conditions that the page applies itself, after the welcome and at each change', async () => {
  const { conditions } = server();
  conditions.set({ holdFails: true });
  const [aliceClient, bobClient] = await connect('alice', 'bob');
  const listConditions = ({ frames }: TestClient) =>
    frames.flatMap((frame) => (frame.t === 'conditions' ? [frame.set] : []));
  conditions.set({ eventDelivery: 'late' }, alice);
  conditions.set({ mfa: true });
  conditions.reset();
  await aliceClient.waitFor((client) => listConditions(client).length === 3 || undefined);
  await bobClient.waitFor((client) => listConditions(client).length === 2 || undefined);
  const [set, changed] = [{ holdFails: true }, { eventDelivery: 'late', holdFails: true }];
  expect(listConditions(aliceClient)).toEqual([set, changed, {}]);
  expect(listConditions(bobClient)).toEqual([set, {}]);
  expect(aliceClient.frames[0]?.t).toBe('welcome');
});

test('callsKeepAcsResource: a token of another ACS resource is refused during a call, and accepted otherwise', async () => {
  const { alice: aliceClient, bob: bobClient } = await connectCall();
  const sendToken = async (client: TestClient, name: string, resource: string) => {
    client.sendFrame({ t: 'token', token: `${oidOf(name)} 3600000 ${resource}` });
    await client.waitFor(({ frames }) => frames.find(({ t }) => t === 'accepted-token'));
  };
  await sendToken(aliceClient, 'alice', 'second');
  server().conditions.set({ callsKeepAcsResource: true });
  const [carolClient] = await connect('carol');
  await sendToken(carolClient, 'carol', 'second');
  await sendToken(bobClient, 'bob', 'first');
  bobClient.sendFrame({ t: 'token', token: `${bob} 3600000 second` });
  expect(await bobClient.closeCode).toBe(4401);
});
