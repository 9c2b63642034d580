import { expect, test } from 'vitest';
import { TestClient } from '../testing/testClient.ts';
import { alice, bob, connectBobToAlice, setUpEmulatorWithCalls } from '../testing/withCalls.ts';

const harness = setUpEmulatorWithCalls();

/** Disconnects all call agents of Alice for good, by the condition `agentDisconnect`. */
const disconnectAlice = (options: object = {}) =>
  harness.control('POST', 'conditions', { agentDisconnect: { user: alice, ...options } });
/** Waits for the frame `retired`, by which the server tells a client that its agent is disconnected for good. */
const waitForRetired = (client: TestClient) =>
  client.waitFor(({ frames }) => frames.find((frame) => frame.t === 'retired'));

test('agentDisconnect: a running call goes on, even over a new socket, but no further call rings', async () => {
  const { aliceClient, call } = await connectBobToAlice(harness);
  await disconnectAlice({ reason: 'invalidToken' });
  expect(await waitForRetired(aliceClient)).toMatchObject({ reason: 'invalidToken' });
  expect(await harness.controlJson('GET', 'agents')).toMatchObject([{ connected: false }]);
  aliceClient.socket.terminate();
  const { endpoint, secret } = aliceClient.welcome;
  const { token } = await harness.controlJson<{ token: string }>('GET', `token?user=${alice}`);
  const resume = { endpoint, secret, got: aliceClient.events.length };
  const url = `ws://127.0.0.1:${harness.emulator.port}/signalling`;
  const resumedClient = await TestClient.connect(url, token, resume);
  expect(resumedClient.frames.slice(0, 2)).toMatchObject([{ t: 'retired' }, { t: 'welcome', resumed: true }]);
  expect((await harness.runAction(bob, 'ring', { to: alice })).ended).toMatchObject({ code: 480 });
  await harness.runAction(bob, 'leave', { call });
  await resumedClient.waitForEvent('ended');
  resumedClient.socket.terminate();
});

test('agentDisconnect: the server refuses new agents for the requested time, and then a call rings at the new agent only', async () => {
  const oldClient = await harness.connectClient(alice);
  await disconnectAlice({ refuseNewMs: 60_000 });
  const { token } = await harness.controlJson<{ token: string }>('GET', `token?user=${alice}`);
  const refusedClient = new TestClient(`ws://127.0.0.1:${harness.emulator.port}/signalling`);
  await new Promise((resolve) => refusedClient.socket.once('open', resolve));
  refusedClient.sendFrame({ t: 'hello', token });
  // The close code with which the server refuses new agents.
  expect(await refusedClient.closeCode).toBe(4000);
  await harness.controlJson('POST', 'clock', { advanceMs: 60_000 });
  const newClient = await harness.connectClient(alice);
  await harness.runAction(bob, 'ring', { to: alice });
  await newClient.waitForEvent('incoming');
  expect(oldClient.count('incoming')).toBe(0);
});
