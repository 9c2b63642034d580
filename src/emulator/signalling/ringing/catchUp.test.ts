import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findPerson } from '../../testing/directory.ts';
import { createSdp } from '../../testing/sdp.ts';
import { defaultState, createStartCommand, startSignalling, TestClient } from '../../testing/testClient.ts';

const [alice = '', bob = ''] = ['alice', 'bob'].map((name) => findPerson(`${name}@fabrikam.example`)?.oid);

let server: Awaited<ReturnType<typeof startSignalling>>;
beforeEach(async () => {
  server = await startSignalling();
});
afterEach(() => server.stop());

/** The close code of a page that has heard nothing from the server. Its endpoint stays for 120 s. */
const silentCloseCode = 4000;

/** Cuts Bob's page off. Then Alice calls him, and her page sends its offer. */
async function callBobWithoutNetwork() {
  const [aliceClient, bobClient] = [
    await TestClient.connect(server.url, alice),
    await TestClient.connect(server.url, bob),
  ];
  bobClient.socket.close(silentCloseCode);
  await bobClient.closeCode;
  const { command, call, self, to } = createStartCommand(bob);
  const bobId = to[0]?.participant ?? '';
  aliceClient.sendCommand(command);
  const description = { type: 'offer' as const, sdp: createSdp('a=mid:0') };
  aliceClient.sendCommand({ t: 'signal', call, to: bobId, signal: { description } });
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Ringing');
  // Only after some seconds without a frame the server knows that the page has lost its network.
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_000);
  return { aliceClient, call, self, bobId };
}

const sendPing = async (client: TestClient) => {
  client.sendFrame({ t: 'ping', got: client.events.length });
  await client.waitFor(({ frames }) => frames.find(({ t }) => t === 'pong'));
};

test('X3: a call rings at an agent that replaces one without a network, and can be accepted there', async () => {
  const { aliceClient, call, self, bobId } = await callBobWithoutNetwork();
  const bobClient = await TestClient.connect(server.url, bob);
  expect(await bobClient.waitForEvent('incoming')).toMatchObject({ call, self: bobId });
  expect(await bobClient.waitForEvent('signal')).toMatchObject({ from: self, to: bobId });
  bobClient.sendCommand({ t: 'accept', call, self: bobId, state: defaultState });
  await aliceClient.waitForEvent('participant', ({ entry }) => entry.presence === 'Joined');
});

test('X3: an agent learns of the call that the agent without a network has missed, and the agent after it does not', async () => {
  const { aliceClient, call, bobId } = await callBobWithoutNetwork();
  aliceClient.sendCommand({ t: 'leave', call, everyone: false });
  await expect.poll(() => server.readCounts().calls).toBe(0);
  const bobClient = await TestClient.connect(server.url, bob);
  await bobClient.waitForEvent('ended');
  expect(bobClient.events).toMatchObject([
    { t: 'incoming', call, self: bobId },
    { t: 'ended', call, self: bobId, end: { code: 487, subCode: 0 } },
  ]);
  await sendPing(bobClient);
  const nextClient = await TestClient.connect(server.url, bob);
  await sendPing(nextClient);
  expect(nextClient.events).toEqual([]);
});

test('X3: an agent learns of no missed call that another agent of the user already knows', async () => {
  const [aliceClient, bobClient] = [
    await TestClient.connect(server.url, alice),
    await TestClient.connect(server.url, bob),
  ];
  const { command, call } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  aliceClient.sendCommand({ t: 'leave', call, everyone: false });
  await bobClient.waitForEvent('ended');
  await sendPing(bobClient);
  const otherClient = await TestClient.connect(server.url, bob);
  await sendPing(otherClient);
  expect(otherClient.events).toEqual([]);
});

test('a page that is opened just after another one was closed learns nothing of the calls of the closed page', async () => {
  const [aliceClient, bobClient] = [
    await TestClient.connect(server.url, alice),
    await TestClient.connect(server.url, bob),
  ];
  await sendPing(bobClient);
  const { command, call } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  aliceClient.sendCommand({ t: 'leave', call, everyone: false });
  await bobClient.waitForEvent('ended');
  // The page has not acknowledged the call when it is closed.
  bobClient.socket.close(1001);
  await bobClient.closeCode;
  const nextClient = await TestClient.connect(server.url, bob);
  await sendPing(nextClient);
  expect(nextClient.events).toEqual([]);
});
