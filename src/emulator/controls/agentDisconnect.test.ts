import { expect, test } from 'vitest';
import { defaultState, TestClient } from '../testing/testClient.ts';
import { alice, bob, waitForJoin, setUpEmulatorWithCalls } from '../testing/withCalls.ts';

const harness = setUpEmulatorWithCalls();

/** Disconnects all call agents of Alice for good, by the condition `agentDisconnect`. */
const disconnectAlice = (options: object = {}) =>
  harness.control('POST', 'conditions', { agentDisconnect: { user: alice, ...options } });
/** Waits for the frame `retired`, by which the server tells a client that its agent is disconnected for good. */
const waitForRetired = (client: TestClient) =>
  client.waitFor(({ frames }) => frames.find((frame) => frame.t === 'retired'));

test('agentDisconnect: the server disconnects only the agents of the user, with the requested reason', async () => {
  const [aliceClient1, aliceClient2, bobClient] = [
    await harness.connectClient(alice),
    await harness.connectClient(alice),
    await harness.connectClient(bob),
  ];
  expect((await disconnectAlice({ reason: 'invalidToken' })).status).toBe(200);
  expect(await waitForRetired(aliceClient1)).toMatchObject({ reason: 'invalidToken' });
  expect(await waitForRetired(aliceClient2)).toMatchObject({ reason: 'invalidToken' });
  expect(bobClient.frames.some(({ t }) => t === 'retired')).toBe(false);
  const agents = await harness.controlJson<{ user: string; connected: boolean }[]>('GET', 'agents');
  expect(agents.map(({ user, connected }) => [user, connected])).toEqual([
    [alice, false],
    [alice, false],
    [bob, true],
  ]);
});

test('agentDisconnect: later calls ring at a new agent of the user, and not at the disconnected one', async () => {
  const oldClient = await harness.connectClient(alice);
  await disconnectAlice();
  await waitForRetired(oldClient);
  expect((await harness.runAction(bob, 'ring', { to: alice })).ended).toMatchObject({ code: 480 });
  const newClient = await harness.connectClient(alice);
  await harness.runAction(bob, 'ring', { to: alice });
  await newClient.waitForEvent('incoming');
  expect(oldClient.events.filter(({ t }) => t === 'incoming')).toEqual([]);
});

test('agentDisconnect: a running call goes on, even over a new socket, but no further call rings', async () => {
  const aliceClient = await harness.connectClient(alice);
  const { call } = await harness.runAction(bob, 'ring', { to: alice });
  await aliceClient.waitForEvent('incoming');
  aliceClient.sendCommand({ t: 'accept', call, state: defaultState });
  await waitForJoin(aliceClient, bob);
  await disconnectAlice();
  await waitForRetired(aliceClient);
  aliceClient.socket.terminate();
  const { endpoint, secret } = aliceClient.welcome;
  const { token } = await harness.controlJson<{ token: string }>('GET', `token?user=${alice}`);
  const resumedClient = await TestClient.connect(
    `ws://127.0.0.1:${harness.emulator.port}/signalling`,
    token,
    {
      endpoint,
      secret,
      got: aliceClient.events.length,
    },
  );
  expect(resumedClient.frames.slice(0, 2)).toMatchObject([{ t: 'retired' }, { t: 'welcome', resumed: true }]);
  expect((await harness.runAction(bob, 'ring', { to: alice })).ended).toMatchObject({ code: 480 });
  await harness.runAction(bob, 'leave', { call });
  await resumedClient.waitForEvent('ended');
  resumedClient.socket.terminate();
});

test('agentDisconnect: the server refuses new agents for the requested time', async () => {
  await harness.connectClient(alice);
  await disconnectAlice({ refuseNewMs: 60_000 });
  const { token } = await harness.controlJson<{ token: string }>('GET', `token?user=${alice}`);
  const refusedClient = new TestClient(`ws://127.0.0.1:${harness.emulator.port}/signalling`);
  await new Promise((resolve) => refusedClient.socket.once('open', resolve));
  refusedClient.sendFrame({ t: 'hello', token });
  // The close code with which the server refuses new agents.
  expect(await refusedClient.closeCode).toBe(4000);
  await harness.controlJson('POST', 'clock', { advanceMs: 60_000 });
  await harness.connectClient(alice);
});

test('agentDisconnect: a request with an unknown user, reason or field is refused, and disconnects no agent', async () => {
  const aliceClient = await harness.connectClient(alice);
  expect((await disconnectAlice({ user: 'nobody' })).status).toBe(404);
  for (const wrongOptions of [{ reason: 'bored' }, { when: 1 }, { refuseNewMs: 0 }]) {
    expect((await disconnectAlice(wrongOptions)).status).toBe(400);
  }
  const requestWithUnknownCondition = { agentDisconnect: { user: alice }, noLicense: true };
  expect((await harness.control('POST', 'conditions', requestWithUnknownCondition)).status).toBe(400);
  await aliceClient.ping();
  expect(aliceClient.frames.some(({ t }) => t === 'retired')).toBe(false);
});
