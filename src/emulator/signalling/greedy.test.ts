import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPerson } from '../core/seed.ts';
import { sdpWith } from '../testing/sdp.ts';
import { sendEvent } from './endpoints/endpoint.ts';
import { defaultState, newCallTo, startSignalling, TestClient } from '../testing/testClient.ts';

/** Clients that use more than their share without flooding the server with frames. */

const [alice, bob, noAnswer] = ['alice', 'bob', 'noanswer'].map(
  (name) => findPerson(`${name}@fabrikam.example`)?.oid ?? '',
) as [string, string, string];

let server: Awaited<ReturnType<typeof startSignalling>>;
beforeEach(async () => {
  server = await startSignalling({ timing: { closedGraceMs: 100 } });
});
afterEach(() => server.stop());

const openClients = async (url = server.url) =>
  [await TestClient.connect(url, alice), await TestClient.connect(url, bob)] as const;

/** Calls Bob, who answers. @returns the id of the call, and Bob's participant id. */
async function connect(a: TestClient, b: TestClient) {
  const { command, call, to } = newCallTo(bob);
  a.command(command);
  await b.event('incoming');
  b.command({ t: 'accept', call, state: defaultState });
  await a.event('participant', ({ entry }) => entry.presence === 'Joined');
  return { call, participant: to[0]?.participant ?? '' };
}

/** A description of the largest size. */
const sdp = sdpWith(...Array.from({ length: 55 }, () => `a=x:${'x'.repeat(1_000)}`));
const offer = (call: string, to: string) =>
  ({ t: 'signal', call, to, signal: { description: { type: 'offer', sdp } } }) as const;

test.each(['ping', 'pong'] as const)(
  'a flood of the protocol’s own %ss closes with 1008, and others are answered meanwhile',
  async (control) => {
    const [flooder, other] = [
      await TestClient.connect(server.url, alice),
      await TestClient.connect(server.url, bob),
    ];
    for (let i = 0; i < 5_000; i++) flooder.socket[control]();
    other.send({ t: 'ping', got: 0 });
    await other.wait(({ frames }) => frames.find(({ t }) => t === 'pong'));
    expect(await flooder.closed).toBe(1008);
  },
);

test('a client that goes on flooding after 1008 is disconnected', async () => {
  const flooder = await TestClient.connect(server.url, alice);
  const flood = setInterval(() => {
    for (let i = 0; i < 1_000; i++) flooder.socket.ping();
  }, 10);
  // A client that ignores the close frame.
  flooder.socket.pause();
  await expect.poll(() => server.counts().endpoints).toBe(0);
  clearInterval(flood);
  flooder.socket.terminate();
});

test('a client that does not read is disconnected, even if it acknowledges all events', async () => {
  const [a, b] = await openClients();
  const { call, participant } = await connect(a, b);
  b.socket.pause();
  for (let i = 0; i < 500; i++) {
    a.command(offer(call, participant));
    if (i % 10 > 0) continue;
    // Acknowledges often enough to stay below the limit of the outbox.
    b.send({ t: 'ping', got: 1_000_000 });
    await pause(2);
  }
  await a.event(
    'said',
    ({ feature, what }) => feature === 'diagnostics' && (what as { value: number }).value === 3,
  );
  b.socket.terminate();
});

test('a callee is invited once for one call, and an endpoint is in a limited number of calls', async () => {
  const [a, b] = await openClients();
  a.command(newCallTo(bob, bob).command);
  expect((await a.event('refused')).why).toBe('nobody rings twice for one call');
  for (let i = 0; i < 60; i++) a.command(newCallTo(noAnswer).command);
  const join = { t: 'join', call: randomUUID(), self: randomUUID(), state: defaultState } as const;
  a.command({ ...join, meeting: { meetingId: '201000000001', passcode: 'open01' } });
  await a.event('refused', ({ of }) => of === 'join');
  expect(a.events.filter((event) => event.t === 'refused' && event.why === 'too many calls')).toHaveLength(
    11,
  );
  expect(server.counts().calls).toBe(50);
  expect(b.events).toEqual([]);
});

test('signals to a ringing bot are stored up to a limit', async () => {
  const a = await TestClient.connect(server.url, alice);
  const { command, call, to } = newCallTo(noAnswer);
  const participant = to[0]?.participant ?? '';
  a.command(command);
  for (let i = 0; i < 20; i++) a.command(offer(call, participant));
  a.command(newCallTo(bob).command);
  // The answer to this command comes after all others.
  await a.event('ended');
  expect(server.commands.calls.find(call)?.participants.get(participant)?.pendingSignals).toHaveLength(3);
});

test('E4: the outbox of an absent endpoint has a limit in size; beyond it the endpoint leaves its calls', async () => {
  const slow = await startSignalling({ timing: { closedGraceMs: 60_000 } });
  const [a, b] = await openClients(slow.url);
  const { call, participant } = await connect(a, b);
  b.socket.terminate();
  await a.event('said', ({ feature }) => feature === 'diagnostics');
  // Far below the limit in number.
  for (let i = 0; i < 80; i++) a.command(offer(call, participant));
  expect((await a.event('ended')).end).toEqual({ code: 0, subCode: 4521 });
  expect(slow.counts()).toEqual({ endpoints: 1, calls: 0 });
  const { endpoint, secret } = b.welcome;
  const back = await TestClient.connect(slow.url, bob, { endpoint, secret, got: 0 });
  expect(back.welcome.resumed).toBe(false);
  for (const { socket } of [a, back]) socket.terminate();
  await slow.stop();
});

test('E4: the outbox of an absent endpoint has a limit in number, too', async () => {
  const slow = await startSignalling({ timing: { closedGraceMs: 60_000 } });
  const b = await TestClient.connect(slow.url, bob);
  const [mine] = slow.admin.endpoints.all();
  if (!mine) throw new Error('The endpoint is not registered.');
  b.socket.terminate();
  await expect.poll(() => mine.socket).toBe(null);
  for (let i = 0; i < 2_100; i++) sendEvent(mine, { t: 'muted', call: randomUUID(), by: randomUUID() });
  await expect.poll(() => slow.counts().endpoints).toBe(0);
  expect(mine.outbox.pending).toEqual([]);
  await slow.stop();
});

test('E4: signals to a ringing endpoint have a limit', async () => {
  const [a, b] = await openClients();
  const { command, call, to } = newCallTo(bob);
  a.command(command);
  await b.event('incoming');
  for (let i = 0; i < 20; i++) a.command(offer(call, to[0]?.participant ?? ''));
  a.command({ t: 'leave', call, everyone: false });
  await b.event('ended');
  expect(b.events.filter(({ t }) => t === 'signal')).toHaveLength(3);
});

test('E6: the server relays a limited number of candidates until the next description', async () => {
  const [a, b] = await openClients();
  const { call, participant } = await connect(a, b);
  const small = { description: { type: 'offer', sdp: sdpWith() } } as const;
  const candidate = 'candidate:1 1 udp 2122 192.168.2.1 5000 typ host';
  const signal = { candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null } };
  const signals = () => b.events.filter(({ t }) => t === 'signal').length;
  for (let i = 0; i < 300; i++) a.command({ t: 'signal', call, to: participant, signal });
  a.command({ t: 'signal', call, to: participant, signal: small });
  await b.event('signal', (event) => 'description' in event.signal);
  expect(signals()).toBe(101);
  a.command({ t: 'signal', call, to: participant, signal });
  await b.wait(() => (signals() === 102 ? true : undefined));
});

test('E6: the server relays no candidate for an address on the internet, alone or in a description', async () => {
  const [a, b] = await openClients();
  const { call, participant } = await connect(a, b);
  const at = (address: string) => `candidate:1 1 udp 2122 ${address} 5000 typ host`;
  const signal = (candidate: string) => ({
    candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null },
  });
  a.command({ t: 'signal', call, to: participant, signal: signal(at('198.51.100.7')) });
  const sdp = sdpWith(`a=${at('198.51.100.7')}`, `a=${at('192.168.2.1')}`);
  a.command({ t: 'signal', call, to: participant, signal: { description: { type: 'offer', sdp } } });
  a.command({ t: 'signal', call, to: participant, signal: signal(at('192.168.2.2')) });
  await b.event('signal', (event) => 'candidate' in event.signal);
  const relayed = JSON.stringify(b.events.filter(({ t }) => t === 'signal'));
  expect(relayed).toContain('192.168.2.1');
  expect(relayed).toContain('192.168.2.2');
  expect(relayed).not.toContain('198.51.100.7');
});
