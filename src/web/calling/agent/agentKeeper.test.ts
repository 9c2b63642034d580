import type { TeamsCallAgent } from '@azure/communication-calling';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { stubBrowser } from '../../fixtures/sessionInNode.ts';
import { keepAgentConnected } from './agentKeeper.ts';

const setOnline = stubBrowser();
beforeEach(() => {
  vi.useFakeTimers();
  // The random waits between attempts are as long as possible.
  vi.spyOn(Math, 'random').mockReturnValue(1);
});
afterEach(() => void vi.useRealTimers());

/** Creates a simulated agent, whose every event runs all of its listeners. */
function createSimulatedAgent(name: string) {
  const listeners = new Set<(event: { reason?: string }) => void>();
  const agent = {
    name,
    connectionState: 'Connected',
    calls: [] as object[],
    on: (_event: string, listener: () => void) => void listeners.add(listener),
    off: (_event: string, listener: () => void) => void listeners.delete(listener),
    /** Changes properties of the agent, and raises an event. */
    change(part: { connectionState?: string; calls?: object[] }, reason?: string) {
      Object.assign(agent, part);
      for (const listener of listeners) listener(reason === undefined ? {} : { reason });
    },
    disconnect: (reason = 'connectionIssue') => agent.change({ connectionState: 'Disconnected' }, reason),
  };
  return agent;
}
type SimulatedAgent = ReturnType<typeof createSimulatedAgent>;
const asAgent = (agent: SimulatedAgent) => agent as unknown as TeamsCallAgent;
const nameOf = (agent: TeamsCallAgent | null) => (agent as unknown as SimulatedAgent | null)?.name ?? null;

type Attempt = () => Promise<Result<TeamsCallAgent>>;

/**
 * Keeps an agent named `first` connected. `log` lists the creations and disposals of agents, in order.
 * @param attempts what happens in each attempt to create an agent, in order. Later attempts succeed at once
 */
function setUp(attempts: readonly Attempt[] = []) {
  const log: string[] = [];
  const first = createSimulatedAgent('first');
  const findPendingCreation = vi.fn((): Promise<unknown> | null => null);
  let attemptCount = 0;
  const keeper = keepAgentConnected(asAgent(first), {
    create(needsFreshToken) {
      log.push(needsFreshToken ? 'create with a fresh token' : 'create');
      const attempt = attempts[attemptCount];
      attemptCount += 1;
      return attempt?.() ?? Promise.resolve(ok(asAgent(createSimulatedAgent(`agent ${attemptCount}`))));
    },
    findPendingCreation,
    dispose: async (agent) => void log.push(`dispose ${nameOf(agent)}`),
  });
  return { first, keeper, log, findPendingCreation, getCurrentName: () => nameOf(keeper.agent.get()) };
}

/** The wait before the first attempt to replace a disconnected agent, in milliseconds. */
const firstWaitMs = 1_500;
const advanceTime = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const failUnreachable: Attempt = () => Promise.resolve(fail('agent-unreachable'));
/** What happens when the first agent is replaced. */
const replaced = ['dispose first', 'create'];

test('C1: a disconnected agent is first disposed of and then replaced, and so is the agent that has replaced it', async () => {
  const second = createSimulatedAgent('second');
  const { first, keeper, log, getCurrentName } = setUp([() => Promise.resolve(ok(asAgent(second)))]);
  first.disconnect();
  expect(keeper.status.get()).toMatchObject({ kind: 'down', waitsFor: 'time' });
  await advanceTime(firstWaitMs);
  expect([log, getCurrentName(), keeper.status.get()]).toEqual([replaced, 'second', { kind: 'up' }]);
  second.disconnect();
  await advanceTime(firstWaitMs);
  expect(log).toEqual([...replaced, 'dispose second', 'create']);
  expect(getCurrentName()).toBe('agent 2');
});

test('C1: after the service refuses a token, the next agent is created with a fresh token', async () => {
  const failRefused: Attempt = () => Promise.resolve(fail('agent-refused', { detail: '401/44110' }));
  const { first, log } = setUp([failUnreachable, failRefused]);
  first.disconnect('invalidToken');
  await advanceTime(10_000);
  expect(log).toEqual(['dispose first', 'create with a fresh token', 'create', 'create with a fresh token']);
});

test('C1: while a disconnected agent has a call, it is not replaced, even if the user wants that', async () => {
  const { first, keeper, log } = setUp();
  first.calls = [{}];
  first.disconnect();
  await advanceTime(600_000);
  keeper.tryNow();
  await advanceTime(firstWaitMs);
  expect(log).toEqual([]);
  expect(keeper.status.get()).toMatchObject({ kind: 'down', waitsFor: 'calls', nextAttemptAt: null });
  first.change({ calls: [] });
  await advanceTime(firstWaitMs);
  expect(log).toEqual(replaced);
});

test('X1: an agent whose call the user has hung up during an outage is kept for 30 s, so that the hang-up is delivered', async () => {
  const { first, keeper, log } = setUp();
  first.change({ calls: [{}] });
  first.disconnect();
  await advanceTime(400);
  first.change({ calls: [] });
  keeper.noteHangUp();
  await advanceTime(29_000);
  expect([log, keeper.status.get()]).toMatchObject([[], { kind: 'down', waitsFor: 'hangUp' }]);
  first.change({ connectionState: 'Connected' });
  await advanceTime(600_000);
  expect([log, keeper.status.get()]).toEqual([[], { kind: 'up' }]);
});

test('X1: an agent with an undelivered hang-up is replaced after 30 s, or at once by tryNow', async () => {
  const [waiting, pressing] = [setUp(), setUp()];
  // The SDK notices the lost connection only a second after the hang-up.
  for (const { keeper } of [waiting, pressing]) keeper.noteHangUp();
  await advanceTime(1_000);
  for (const { first } of [waiting, pressing]) first.disconnect();
  await advanceTime(20_000);
  pressing.keeper.tryNow();
  await advanceTime(0);
  expect([waiting.log, pressing.log]).toEqual([[], replaced]);
  await advanceTime(30_000);
  expect(waiting.log).toEqual(replaced);
});

test('X1: an agent that is disconnected long after a hang-up is replaced without delay', async () => {
  const { first, keeper, log } = setUp();
  keeper.noteHangUp();
  await advanceTime(60_000);
  first.disconnect();
  await advanceTime(firstWaitMs);
  expect(log).toEqual(replaced);
});

test('C1: while a call rings, a disconnected agent is kept for at most 90 s', async () => {
  const { first, keeper, log } = setUp();
  keeper.setRinging(true);
  first.disconnect();
  await advanceTime(80_000);
  expect([log, keeper.status.get()]).toMatchObject([[], { waitsFor: 'calls' }]);
  await advanceTime(10_000 + firstWaitMs);
  expect(log).toEqual(replaced);
});

test('C1: attempts never stop, are at most 30.5 s apart, and tryNow makes the next attempt at once', async () => {
  const { first, keeper, log } = setUp(Array<Attempt>(100).fill(failUnreachable));
  const countCreations = () => log.filter((event) => event === 'create').length;
  first.disconnect();
  // The waits before the 15 attempts: 1.5, 2.5, 4.5, 8.5 and 16.5 s, and then ten waits of 30.5 s.
  await advanceTime(1_500 + 2_500 + 4_500 + 8_500 + 16_500 + 10 * 30_500);
  expect(countCreations()).toBe(15);
  expect(keeper.status.get()).toMatchObject({ nextAttemptAt: Date.now() + 30_500 });
  keeper.tryNow();
  await advanceTime(0);
  expect(countCreations()).toBe(16);
});

test('C1: without a network no attempt is made until the device is online again, or the user wants one', async () => {
  const [waiting, pressing] = [setUp(), setUp()];
  setOnline(false);
  for (const { first } of [waiting, pressing]) first.disconnect();
  pressing.keeper.tryNow();
  await advanceTime(600_000);
  expect(waiting.keeper.status.get()).toMatchObject({ kind: 'down', waitsFor: 'network' });
  expect([waiting.log, pressing.log]).toEqual([[], replaced]);
  setOnline(true);
  await advanceTime(firstWaitMs);
  expect(waiting.log).toEqual(replaced);
});

test('C1: if an attempt fails while the SDK is still creating its agent, the next one is made as soon as that has ended', async () => {
  let endCreation = () => {};
  const { first, getCurrentName, findPendingCreation } = setUp([failUnreachable]);
  findPendingCreation.mockReturnValue(new Promise<void>((resolve) => (endCreation = resolve)));
  first.disconnect();
  await advanceTime(firstWaitMs);
  expect(getCurrentName()).toBeNull();
  endCreation();
  await advanceTime(0);
  expect(getCurrentName()).toBe('agent 2');
});

test.each([
  ['that reconnects by itself', { connectionState: 'Connected' }],
  ['on which a call begins', { calls: [{}] }],
])('C1: a disconnected agent %s before the next attempt is not replaced', async (_event, change) => {
  const { first, log } = setUp();
  first.disconnect();
  await advanceTime(1_400);
  first.change(change);
  await advanceTime(600_000);
  expect(log).toEqual([]);
});

test('C1: after the keeper is closed, a disconnected agent is disposed of and not replaced', async () => {
  const { first, keeper, log } = setUp();
  first.disconnect();
  await keeper.close();
  await advanceTime(600_000);
  expect(log).toEqual(['dispose first']);
});
