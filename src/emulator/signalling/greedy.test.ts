import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPerson } from '../testing/directory.ts';
import { createSdp } from '../testing/sdp.ts';
import { sendEvent } from './endpoints/endpoint.ts';
import { defaultState, createStartCommand, startSignalling, TestClient } from '../testing/testClient.ts';

/**
 * Tests that the server limits what one client can use: control frames, memory for events and signals, calls, and
 * candidates. A signal is a step of a WebRTC negotiation.
 */

const [alice, bob, noAnswer] = ['alice', 'bob', 'noanswer'].map(
  (name) => findPerson(`${name}@fabrikam.example`)?.oid ?? '',
) as [string, string, string];

let server: Awaited<ReturnType<typeof startSignalling>>;
beforeEach(async () => {
  server = await startSignalling({ timing: { lostSocketGraceMs: 100 } });
});
afterEach(() => server.stop());

/** Connects one client of Alice and one of Bob. They are in no call yet. */
const openClients = async (url = server.url) =>
  [await TestClient.connect(url, alice), await TestClient.connect(url, bob)] as const;

/** Lets Alice call Bob, who accepts. @returns the id of the call, and Bob's participant id. */
async function connectCall(aliceClient: TestClient, bobClient: TestClient) {
  const { command, call, to } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  await bobClient.waitForEvent('incoming');
  bobClient.sendCommand({ t: 'accept', call, state: defaultState });
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Joined');
  return { call, participant: to[0]?.participant ?? '' };
}

/** A session description of the largest size that the server accepts. */
const largestSdp = createSdp(...Array.from({ length: 55 }, () => `a=x:${'x'.repeat(1_000)}`));
const createOfferCommand = (call: string, to: string) =>
  ({ t: 'signal', call, to, signal: { description: { type: 'offer', sdp: largestSdp } } }) as const;

test.each(['ping', 'pong'] as const)(
  'the server closes a socket with 1008 after a flood of WebSocket %s frames, and meanwhile still answers other sockets',
  async (control) => {
    const [flooder, other] = [
      await TestClient.connect(server.url, alice),
      await TestClient.connect(server.url, bob),
    ];
    for (let i = 0; i < 5_000; i++) flooder.socket[control]();
    other.sendFrame({ t: 'ping', got: 0 });
    await other.waitFor(({ frames }) => frames.find(({ t }) => t === 'pong'));
    expect(await flooder.closeCode).toBe(1008);
  },
);

test('the server disconnects a client that ignores the close code 1008 and goes on flooding', async () => {
  const flooder = await TestClient.connect(server.url, alice);
  const flood = setInterval(() => {
    for (let i = 0; i < 1_000; i++) flooder.socket.ping();
  }, 10);
  // A paused socket does not answer the close frame of the server.
  flooder.socket.pause();
  await expect.poll(() => server.readCounts().endpoints).toBe(0);
  clearInterval(flood);
  flooder.socket.terminate();
});

test('the server disconnects a client that does not read its socket, even if the client acknowledges all events', async () => {
  const [aliceClient, bobClient] = await openClients();
  const { call, participant } = await connectCall(aliceClient, bobClient);
  bobClient.socket.pause();
  for (let i = 0; i < 500; i++) {
    aliceClient.sendCommand(createOfferCommand(call, participant));
    if (i % 10 > 0) continue;
    // Bob acknowledges events so often that the server does not disconnect him for unacknowledged events.
    bobClient.sendFrame({ t: 'ping', got: 1_000_000 });
    await sleep(2);
  }
  // The feature `diagnostics` tells Alice that the server has lost Bob's socket. 3 is the quality `Bad`.
  await aliceClient.waitForEvent(
    'said',
    ({ feature, what }) => feature === 'diagnostics' && (what as { value: number }).value === 3,
  );
  bobClient.socket.terminate();
});

test('a call cannot have the same callee twice, and an endpoint cannot be in more than 50 calls', async () => {
  const [aliceClient, bobClient] = await openClients();
  aliceClient.sendCommand(createStartCommand(bob, bob).command);
  expect((await aliceClient.waitForEvent('refused')).why).toBe('nobody rings twice for one call');
  for (let i = 0; i < 60; i++) aliceClient.sendCommand(createStartCommand(noAnswer).command);
  const join = { t: 'join', call: randomUUID(), self: randomUUID(), state: defaultState } as const;
  aliceClient.sendCommand({ ...join, meeting: { meetingId: '201000000001', passcode: 'open01' } });
  await aliceClient.waitForEvent('refused', ({ of }) => of === 'join');
  // Of the 60 calls, 50 start. The server refuses the other 10 calls, and the meeting.
  expect(
    aliceClient.events.filter((event) => event.t === 'refused' && event.why === 'too many calls'),
  ).toHaveLength(11);
  expect(server.readCounts().calls).toBe(50);
  expect(bobClient.events).toEqual([]);
});

test('the server stores only a limited number of signals to a ringing bot', async () => {
  const aliceClient = await TestClient.connect(server.url, alice);
  const { command, call, to } = createStartCommand(noAnswer);
  const participant = to[0]?.participant ?? '';
  aliceClient.sendCommand(command);
  for (let i = 0; i < 20; i++) aliceClient.sendCommand(createOfferCommand(call, participant));
  aliceClient.sendCommand(createStartCommand(bob).command);
  // Bob has no endpoint, so this call ends at once. The end comes after the server has handled all signals.
  await aliceClient.waitForEvent('ended');
  // The limit leaves room for three offers of the largest size.
  expect(server.commands.calls.find(call)?.participants.get(participant)?.pendingSignals).toHaveLength(3);
});

test('E4: an absent endpoint leaves its calls when the events that the server stores for it take up too much memory', async () => {
  const slowServer = await startSignalling({ timing: { lostSocketGraceMs: 60_000 } });
  const [aliceClient, bobClient] = await openClients(slowServer.url);
  const { call, participant } = await connectCall(aliceClient, bobClient);
  bobClient.socket.terminate();
  // The feature `diagnostics` tells Alice that the server has lost Bob's socket.
  await aliceClient.waitForEvent('said', ({ feature }) => feature === 'diagnostics');
  // The limit of the number of events is 2,000, so 80 events exceed only the limit of their size.
  for (let i = 0; i < 80; i++) aliceClient.sendCommand(createOfferCommand(call, participant));
  expect((await aliceClient.waitForEvent('ended')).end).toEqual({ code: 0, subCode: 4521 });
  expect(slowServer.readCounts()).toEqual({ endpoints: 1, calls: 0 });
  const { endpoint, secret } = bobClient.welcome;
  const newClient = await TestClient.connect(slowServer.url, bob, { endpoint, secret, got: 0 });
  expect(newClient.welcome.resumed).toBe(false);
  for (const { socket } of [aliceClient, newClient]) socket.terminate();
  await slowServer.stop();
});

test('E4: the server removes an absent endpoint for which it has stored too many events', async () => {
  const slowServer = await startSignalling({ timing: { lostSocketGraceMs: 60_000 } });
  const bobClient = await TestClient.connect(slowServer.url, bob);
  const [bobEndpoint] = slowServer.admin.endpoints.list();
  if (!bobEndpoint) throw new Error('The endpoint is not registered.');
  bobClient.socket.terminate();
  await expect.poll(() => bobEndpoint.socket).toBe(null);
  for (let i = 0; i < 2_100; i++)
    sendEvent(bobEndpoint, { t: 'muted', call: randomUUID(), by: randomUUID() });
  await expect.poll(() => slowServer.readCounts().endpoints).toBe(0);
  expect(bobEndpoint.outbox.unacknowledged).toEqual([]);
  await slowServer.stop();
});

test('E4: the server relays only a limited number of signals to a ringing endpoint', async () => {
  const [aliceClient, bobClient] = await openClients();
  const { command, call, to } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  await bobClient.waitForEvent('incoming');
  for (let i = 0; i < 20; i++) aliceClient.sendCommand(createOfferCommand(call, to[0]?.participant ?? ''));
  aliceClient.sendCommand({ t: 'leave', call, everyone: false });
  await bobClient.waitForEvent('ended');
  // The limit leaves room for three offers of the largest size.
  expect(bobClient.events.filter(({ t }) => t === 'signal')).toHaveLength(3);
});

test('E6: the server relays at most 100 candidates between two session descriptions', async () => {
  const [aliceClient, bobClient] = await openClients();
  const { call, participant } = await connectCall(aliceClient, bobClient);
  const smallOffer = { description: { type: 'offer', sdp: createSdp() } } as const;
  const candidate = 'candidate:1 1 udp 2122 192.168.2.1 5000 typ host';
  const signal = { candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null } };
  const countSignals = () => bobClient.events.filter(({ t }) => t === 'signal').length;
  for (let i = 0; i < 300; i++) aliceClient.sendCommand({ t: 'signal', call, to: participant, signal });
  aliceClient.sendCommand({ t: 'signal', call, to: participant, signal: smallOffer });
  await bobClient.waitForEvent('signal', (event) => 'description' in event.signal);
  expect(countSignals()).toBe(101);
  aliceClient.sendCommand({ t: 'signal', call, to: participant, signal });
  await bobClient.waitFor(() => (countSignals() === 102 ? true : undefined));
});

test('E6: the server relays no candidate with an internet address, neither alone nor in a session description', async () => {
  const [aliceClient, bobClient] = await openClients();
  const { call, participant } = await connectCall(aliceClient, bobClient);
  const createCandidate = (address: string) => `candidate:1 1 udp 2122 ${address} 5000 typ host`;
  const createCandidateSignal = (candidate: string) => ({
    candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null },
  });
  aliceClient.sendCommand({
    t: 'signal',
    call,
    to: participant,
    signal: createCandidateSignal(createCandidate('198.51.100.7')),
  });
  const sdp = createSdp(`a=${createCandidate('198.51.100.7')}`, `a=${createCandidate('192.168.2.1')}`);
  aliceClient.sendCommand({
    t: 'signal',
    call,
    to: participant,
    signal: { description: { type: 'offer', sdp } },
  });
  aliceClient.sendCommand({
    t: 'signal',
    call,
    to: participant,
    signal: createCandidateSignal(createCandidate('192.168.2.2')),
  });
  await bobClient.waitForEvent('signal', (event) => 'candidate' in event.signal);
  const relayedSignals = JSON.stringify(bobClient.events.filter(({ t }) => t === 'signal'));
  expect(relayedSignals).toContain('192.168.2.1');
  expect(relayedSignals).toContain('192.168.2.2');
  expect(relayedSignals).not.toContain('198.51.100.7');
});
