import { expect, test, vi } from 'vitest';
import { createSdp } from '../../testing/sdp.ts';
import { createStartCommand, defaultState, oidOf, setUpSignalling } from '../../testing/testClient.ts';

const { server, connect } = setUpSignalling();

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
  [
    'a page that is opened just after another one was closed learns nothing of the calls of the closed page',
    false,
  ],
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
