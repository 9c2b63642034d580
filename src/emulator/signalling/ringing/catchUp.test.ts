import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { createSdp, largestOffer } from '../../testing/sdp.ts';
import {
  createStartCommand,
  defaultState,
  oidOf,
  setUpSignalling,
  TestClient,
} from '../../testing/testClient.ts';
import type { SignallingEvent } from '../../wire/protocol.ts';
import { sendEvent } from '../endpoints/endpoint.ts';

const { server, connect, connectCall } = setUpSignalling();

/** The close code of a page that has heard nothing from the server. Its endpoint stays for 120 s. */
const silentCloseCode = 4000;

/** Cuts Bob's page off. Then Alice calls him, and her page sends its offer. */
async function callBobWithoutNetwork() {
  const [alice, bob] = await connect('alice', 'bob');
  bob.socket.close(silentCloseCode);
  await bob.closeCode;
  const { command, call, self, to } = createStartCommand(oidOf('bob'));
  const bobId = to[0]?.participant ?? '';
  alice.sendCommand(command);
  const description = { type: 'offer' as const, sdp: createSdp('a=mid:0') };
  alice.sendCommand({ t: 'signal', call, to: bobId, signal: { description } });
  await alice.waitForPresence('Ringing');
  // Only after some seconds without a frame the server knows that the page has lost its network.
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_000);
  return { alice, call, self, bobId };
}

test('X3: a call rings at an agent that replaces one without a network, and can be accepted there', async () => {
  const { alice, call, self, bobId } = await callBobWithoutNetwork();
  const [bob] = await connect('bob');
  expect(await bob.waitForEvent('incoming')).toMatchObject({ call, self: bobId });
  expect(await bob.waitForEvent('signal')).toMatchObject({ from: self, to: bobId });
  bob.sendCommand({ t: 'accept', call, self: bobId, state: defaultState });
  await alice.waitForPresence('Joined');
});

test('X3: an agent learns of the call that the agent without a network has missed, and the agent after it does not', async () => {
  const { alice, call, bobId } = await callBobWithoutNetwork();
  alice.sendCommand({ t: 'leave', call, everyone: false });
  await expect.poll(() => server().readCounts().calls).toBe(0);
  const [bob] = await connect('bob');
  await bob.waitForEvent('ended');
  expect(bob.events).toMatchObject([
    { t: 'incoming', call, self: bobId },
    { t: 'ended', call, self: bobId, end: { code: 487, subCode: 0 } },
  ]);
  await bob.ping(bob.events.length);
  const [next] = await connect('bob');
  await next.ping();
  expect(next.events).toEqual([]);
});

test.each([
  ['X3: an agent learns of no missed call that another agent of the user already knows', true],
  ['a page that is opened after another one was closed learns nothing of its calls', false],
])('%s', async (_, staysOpen) => {
  const [alice, bob] = await connect('alice', 'bob');
  await bob.ping();
  const { command, call } = createStartCommand(oidOf('bob'));
  alice.sendCommand(command);
  alice.sendCommand({ t: 'leave', call, everyone: false });
  await bob.waitForEvent('ended');
  if (staysOpen) await bob.ping(bob.events.length);
  else {
    // The page has not acknowledged the call when it is closed.
    bob.socket.close(1001);
    await bob.closeCode;
  }
  const [next] = await connect('bob');
  await next.ping();
  expect(next.events).toEqual([]);
});

test('a call rings at no further agent of the user while the page of the first one has a network', async () => {
  const [alice, bob] = await connect('alice', 'bob');
  await bob.ping();
  alice.sendCommand(createStartCommand(oidOf('bob')).command);
  await alice.waitForPresence('Ringing');
  const [next] = await connect('bob');
  await next.ping();
  expect(next.events).toEqual([]);
});

const ids = { call: randomUUID(), from: randomUUID(), to: randomUUID() };

test.each<[what: string, count: number, event: SignallingEvent]>([
  // The limits are 2,000 events, and 4,000,000 characters.
  ['too many events', 2_100, { t: 'muted', call: ids.call, by: ids.from }],
  ['too large events', 80, { t: 'signal', ...ids, signal: largestOffer }],
])(
  'E4: an absent endpoint for which the server has stored %s leaves its calls, and does not come back',
  async (_, count, event) => {
    const { alice, bob } = await connectCall();
    const [bobEndpoint] = server().admin.endpoints.listForPerson(oidOf('bob'));
    if (!bobEndpoint) throw new Error('The endpoint is not registered.');
    bob.socket.terminate();
    await expect.poll(() => bobEndpoint.socket).toBe(null);
    for (let sent = 0; sent < count; sent++) sendEvent(bobEndpoint, event);
    expect(await alice.waitForEnd()).toBe('0/4521');
    expect(server().readCounts()).toEqual({ endpoints: 1, calls: 0 });
    expect(bobEndpoint.outbox.unacknowledged).toEqual([]);
    const { endpoint, secret } = bob.welcome;
    const { welcome } = await TestClient.connect(server().url, oidOf('bob'), { endpoint, secret, got: 0 });
    expect(welcome.resumed).toBe(false);
  },
);
