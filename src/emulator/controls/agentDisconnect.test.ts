import { expect, test } from 'vitest';
import { defaultState, TestClient } from '../testing/testClient.ts';
import { alice, bob, joined, withCalls } from '../testing/withCalls.ts';

const harness = withCalls();

const disconnect = (more: object = {}) =>
  harness.control('POST', 'conditions', { agentDisconnect: { user: alice, ...more } });
const retired = (client: TestClient) =>
  client.wait(({ frames }) => frames.find((frame) => frame.t === 'retired'));

test('agentDisconnect: only the agents of that user are disconnected, with the requested reason', async () => {
  const [one, two, other] = [
    await harness.connect(alice),
    await harness.connect(alice),
    await harness.connect(bob),
  ];
  expect((await disconnect({ reason: 'invalidToken' })).status).toBe(200);
  expect(await retired(one)).toMatchObject({ reason: 'invalidToken' });
  expect(await retired(two)).toMatchObject({ reason: 'invalidToken' });
  expect(other.frames.some(({ t }) => t === 'retired')).toBe(false);
  const agents = await harness.controlJson<{ user: string; connected: boolean }[]>('GET', 'agents');
  expect(agents.map(({ user, connected }) => [user, connected])).toEqual([
    [alice, false],
    [alice, false],
    [bob, true],
  ]);
});

test('agentDisconnect: calls ring at a new agent, and not at the old one', async () => {
  const old = await harness.connect(alice);
  await disconnect();
  await retired(old);
  expect((await harness.action(bob, 'ring', { to: alice })).ended).toMatchObject({ code: 480 });
  const fresh = await harness.connect(alice);
  await harness.action(bob, 'ring', { to: alice });
  await fresh.event('incoming');
  expect(old.events.filter(({ t }) => t === 'incoming')).toEqual([]);
});

test('agentDisconnect: a call goes on, also after a new socket, and no new call rings', async () => {
  const a = await harness.connect(alice);
  const { call } = await harness.action(bob, 'ring', { to: alice });
  await a.event('incoming');
  a.command({ t: 'accept', call, state: defaultState });
  await joined(a, bob);
  await disconnect();
  await retired(a);
  a.socket.terminate();
  const { endpoint, secret } = a.welcome;
  const { token } = await harness.controlJson<{ token: string }>('GET', `token?user=${alice}`);
  const back = await TestClient.connect(`ws://127.0.0.1:${harness.emulator.port}/signalling`, token, {
    endpoint,
    secret,
    got: a.events.length,
  });
  expect(back.frames.slice(0, 2)).toMatchObject([{ t: 'retired' }, { t: 'welcome', resumed: true }]);
  expect((await harness.action(bob, 'ring', { to: alice })).ended).toMatchObject({ code: 480 });
  await harness.action(bob, 'leave', { call });
  await back.event('ended');
  back.socket.terminate();
});

test('agentDisconnect: new agents are refused for the requested time', async () => {
  await harness.connect(alice);
  await disconnect({ refuseNewMs: 60_000 });
  const { token } = await harness.controlJson<{ token: string }>('GET', `token?user=${alice}`);
  const early = new TestClient(`ws://127.0.0.1:${harness.emulator.port}/signalling`);
  await new Promise((done) => early.socket.once('open', done));
  early.send({ t: 'hello', token });
  expect(await early.closed).toBe(4000);
  await harness.controlJson('POST', 'clock', { advanceMs: 60_000 });
  await harness.connect(alice);
});

test('agentDisconnect: an unknown user, reason or key is refused, and nothing changes', async () => {
  const a = await harness.connect(alice);
  expect((await disconnect({ user: 'nobody' })).status).toBe(404);
  for (const wrong of [{ reason: 'bored' }, { when: 1 }, { refuseNewMs: 0 }]) {
    expect((await disconnect(wrong)).status).toBe(400);
  }
  const both = { agentDisconnect: { user: alice }, noLicense: true };
  expect((await harness.control('POST', 'conditions', both)).status).toBe(400);
  a.send({ t: 'ping', got: 0 });
  await a.wait(({ frames }) => frames.find(({ t }) => t === 'pong'));
  expect(a.frames.some(({ t }) => t === 'retired')).toBe(false);
});
