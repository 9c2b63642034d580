import { afterEach, beforeEach, expect, test } from 'vitest';
import { createConditionStore, type ConditionStore } from '../../core/conditionStore.ts';
import { findPerson } from '../../testing/directory.ts';
import { createSdp } from '../../testing/sdp.ts';
import { defaultState, createStartCommand, startSignalling, TestClient } from '../../testing/testClient.ts';

const [alice = '', bob = ''] = ['alice', 'bob'].map((name) => findPerson(`${name}@fabrikam.example`)?.oid);

let server: Awaited<ReturnType<typeof startSignalling>>;
let conditions: ConditionStore;
beforeEach(async () => {
  conditions = createConditionStore();
  server = await startSignalling({ conditions, timing: { silenceTimeoutMs: 60_000 } });
});
afterEach(() => server.stop());

const connectAs = (oid: string) => TestClient.connect(server.url, oid);
const countPongs = ({ frames }: TestClient) => frames.filter(({ t }) => t === 'pong').length;
const sleep = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

const sdp = createSdp('a=candidate:1 1 udp 2122 192.168.2.1 5000 typ host');
const offer = { description: { type: 'offer' as const, sdp } };
const candidate = {
  candidate: {
    candidate: 'candidate:1 1 udp 2122 192.168.2.1 5000 typ host',
    sdpMid: '0',
    sdpMLineIndex: 0,
    usernameFragment: null,
  },
};

/** Connects Alice and Bob in a 1:1 call. */
async function connectAliceAndBob() {
  const [aliceClient, bobClient] = [await connectAs(alice), await connectAs(bob)];
  const { command, call, to } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  await bobClient.waitForEvent('incoming');
  bobClient.sendCommand({ t: 'accept', call, state: defaultState });
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Joined');
  return { aliceClient, bobClient, call, aliceId: command.self, bobId: to[0]?.participant ?? '' };
}

test('delaySignallingMs: only the frames of one user are delayed, in both directions', async () => {
  const [aliceClient, bobClient] = [await connectAs(alice), await connectAs(bob)];
  conditions.set({ delaySignallingMs: 200 }, alice);
  const sentAt = performance.now();
  aliceClient.sendFrame({ t: 'ping', got: 0 });
  bobClient.sendFrame({ t: 'ping', got: 0 });
  await bobClient.waitFor(() => countPongs(bobClient) || undefined);
  expect(countPongs(aliceClient)).toBe(0);
  await aliceClient.waitFor(() => countPongs(aliceClient) || undefined);
  // 200 ms in each direction, with a tolerance of 5 ms.
  expect(performance.now() - sentAt).toBeGreaterThanOrEqual(395);
});

test('silentSignalling: a page that closes its socket keeps its endpoint, because its close frame does not get through', async () => {
  const bobClient = await connectAs(bob);
  conditions.set({ silentSignalling: true }, bob);
  bobClient.socket.close(1000);
  await bobClient.closeCode;
  const { endpoint, secret } = bobClient.welcome as { endpoint: string; secret: string };
  conditions.reset();
  const nextClient = await TestClient.connect(server.url, bob, { endpoint, secret, got: 0 });
  expect(nextClient.welcome).toMatchObject({ resumed: true });
});

test('silentSignalling: the socket stays open, and delivers all frames when the condition ends', async () => {
  const [aliceClient, bobClient] = [await connectAs(alice), await connectAs(bob)];
  conditions.set({ silentSignalling: true }, bob);
  const { command } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  bobClient.sendFrame({ t: 'ping', got: 0 });
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Ringing');
  await sleep(200);
  expect(bobClient.frames.filter(({ t }) => t !== 'welcome')).toEqual([]);
  expect(bobClient.socket.readyState).toBe(bobClient.socket.OPEN);
  conditions.set({ silentSignalling: null }, bob);
  await bobClient.waitForEvent('incoming');
  expect(countPongs(bobClient)).toBe(1);
});

test('refuseSignalling: the server closes new sockets with the code of the condition', async () => {
  conditions.set({ refuseSignalling: 4321 });
  const client = new TestClient(server.url);
  await new Promise((resolve) => client.socket.once('open', resolve));
  client.sendFrame({ t: 'hello', token: alice });
  expect(await client.closeCode).toBe(4321);
  expect(server.readCounts().endpoints).toBe(0);
});

test('media refused: the server drops session descriptions in both directions', async () => {
  const { aliceClient, bobClient, call, aliceId, bobId } = await connectAliceAndBob();
  conditions.set({ media: 'refused' }, bob);
  aliceClient.sendCommand({ t: 'signal', call, to: bobId, signal: offer });
  aliceClient.sendCommand({ t: 'signal', call, to: bobId, signal: candidate });
  bobClient.sendCommand({ t: 'signal', call, to: aliceId, signal: offer });
  bobClient.sendCommand({ t: 'state', call, state: defaultState });
  await bobClient.waitForEvent('signal');
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.participant === bobId && !entry.offers);
  expect(bobClient.events.filter(({ t }) => t === 'signal')).toMatchObject([{ signal: candidate }]);
  expect(aliceClient.events.filter(({ t }) => t === 'signal')).toEqual([]);
});

test('media lost: the server relays no candidate, and tells both pages of a running call', async () => {
  const { aliceClient, bobClient, call, aliceId, bobId } = await connectAliceAndBob();
  conditions.set({ media: 'lost' }, bob);
  expect(await aliceClient.waitForEvent('media')).toMatchObject({ participant: bobId, lost: true });
  expect(await bobClient.waitForEvent('media')).toMatchObject({ participant: aliceId, lost: true });
  aliceClient.sendCommand({ t: 'signal', call, to: bobId, signal: candidate });
  aliceClient.sendCommand({ t: 'signal', call, to: bobId, signal: offer });
  const { signal } = await bobClient.waitForEvent('signal');
  expect(signal).toEqual({ description: { type: 'offer', sdp: sdp.replace(/a=candidate.*\r\n/, '') } });
  conditions.reset();
  await aliceClient.waitForEvent('media', ({ lost }) => !lost);
});

test('media lost: two participants have media again only when the condition is reset for both of them', async () => {
  const { aliceClient, aliceId, bobId } = await connectAliceAndBob();
  conditions.set({ media: 'lost' }, alice);
  conditions.set({ media: 'lost' }, bob);
  conditions.set({ media: null }, alice);
  const listMediaEvents = () => aliceClient.events.filter((event) => event.t === 'media');
  await aliceClient.waitFor(() => (listMediaEvents().length === 3 ? true : undefined));
  // Each of the three changes sends an event. Even the last one says "lost", because Bob's condition is still on.
  expect(listMediaEvents().map(({ lost, participant }) => [participant, lost])).toEqual([
    [bobId, true],
    [bobId, true],
    [bobId, true],
  ]);
  expect(aliceId).not.toBe(bobId);
});

test('refuseCalls: the user’s next call ends as the condition says, and the second call rings', async () => {
  const [aliceClient, bobClient] = [await connectAs(alice), await connectAs(bob)];
  conditions.set({ refuseCalls: { code: 603, subCode: 0, afterMs: 50, times: 1 } }, alice);
  const [firstCall, secondCall] = [createStartCommand(bob), createStartCommand(bob)];
  aliceClient.sendCommand(firstCall.command);
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Ringing');
  expect((await aliceClient.waitForEvent('ended')).end).toEqual({ code: 603, subCode: 0 });
  aliceClient.sendCommand(secondCall.command);
  expect((await bobClient.waitForEvent('incoming')).call).toBe(secondCall.call);
});
