import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createSdp } from '../../testing/sdp.ts';
import { createStartCommand, oidOf, setUpSignalling, TestClient } from '../../testing/testClient.ts';

const { server, connect, connectCall } = setUpSignalling({ timing: { silenceTimeoutMs: 60_000 } });
const [alice, bob] = [oidOf('alice'), oidOf('bob')];
const countPongs = ({ frames }: TestClient) => frames.filter(({ t }) => t === 'pong').length;

const candidateText = 'candidate:1 1 udp 2122 192.168.2.1 5000 typ host';
const sdp = createSdp(`a=${candidateText}`);
const offer = { description: { type: 'offer' as const, sdp } };
const candidate = {
  candidate: { candidate: candidateText, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null },
};

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
  const client = new TestClient(server().url);
  await new Promise((resolve) => client.socket.once('open', resolve));
  client.sendFrame({ t: 'hello', token: alice });
  expect(await client.closeCode).toBe(4321);
  expect(server().readCounts().endpoints).toBe(0);
});

test('media refused: the server drops session descriptions in both directions', async () => {
  const { alice: aliceClient, bob: bobClient, call, aliceId, bobId } = await connectCall();
  server().conditions.set({ media: 'refused' }, bob);
  for (const signal of [offer, candidate]) aliceClient.sendCommand({ t: 'signal', call, to: bobId, signal });
  bobClient.sendCommand({ t: 'signal', call, to: aliceId, signal: offer });
  await bobClient.ping();
  await bobClient.waitForEvent('signal');
  expect(bobClient.events.filter(({ t }) => t === 'signal')).toMatchObject([{ signal: candidate }]);
  expect(aliceClient.count('signal')).toBe(0);
});

test('media lost: the server relays no candidate, and tells both pages of a running call', async () => {
  const { alice: aliceClient, bob: bobClient, call, aliceId, bobId } = await connectCall();
  server().conditions.set({ media: 'lost' }, bob);
  expect(await aliceClient.waitForEvent('media')).toMatchObject({ participant: bobId, lost: true });
  expect(await bobClient.waitForEvent('media')).toMatchObject({ participant: aliceId, lost: true });
  for (const signal of [candidate, offer]) aliceClient.sendCommand({ t: 'signal', call, to: bobId, signal });
  const { signal } = await bobClient.waitForEvent('signal');
  expect(signal).toEqual({ description: { type: 'offer', sdp: sdp.replace(/a=candidate.*\r\n/, '') } });
  server().conditions.reset();
  await aliceClient.waitForEvent('media', ({ lost }) => !lost);
});

test('media lost: two participants have media again only when the condition is reset for both of them', async () => {
  const { alice: aliceClient, bobId } = await connectCall();
  const { conditions } = server();
  for (const oid of [alice, bob]) conditions.set({ media: 'lost' }, oid);
  conditions.set({ media: null }, alice);
  await aliceClient.waitForCount('media', 3);
  // Each of the three changes sends an event. Even the last one says "lost", because Bob's condition is still on.
  for (const event of aliceClient.events.filter(({ t }) => t === 'media'))
    expect(event).toMatchObject({ participant: bobId, lost: true });
});

test('refuseCalls: the user’s next call ends as the condition says, and the second call rings', async () => {
  const [aliceClient, bobClient] = await connect('alice', 'bob');
  const refuseCalls = { code: 603, subCode: 0, afterMs: 50, times: 1 };
  server().conditions.set({ refuseCalls }, alice);
  const [firstCall, secondCall] = [createStartCommand(bob), createStartCommand(bob)];
  aliceClient.sendCommand(firstCall.command);
  await aliceClient.waitForPresence('Ringing');
  expect(await aliceClient.waitForEnd()).toBe('603/0');
  aliceClient.sendCommand(secondCall.command);
  expect((await bobClient.waitForEvent('incoming')).call).toBe(secondCall.call);
});
