import type { TeamsCallAgent } from '@azure/communication-calling';
import { beforeEach, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { createSimulated } from '../../fixtures/emitter.ts';
import { stubBrowser } from '../../fixtures/sessionInNode.ts';
import { keepAgentConnected } from './agentKeeper.ts';

const setOnline = stubBrowser();
beforeEach(() => {
  vi.useFakeTimers();
  // The random waits between attempts are as long as possible.
  vi.spyOn(Math, 'random').mockReturnValue(1);
});

function createAgent(name: string) {
  const agent = createSimulated({ name, connectionState: 'Connected', calls: [] as object[] });
  return Object.assign(agent, {
    setCalls: (...calls: object[]) => agent.changeMembers({ calls }, 'callsUpdated'),
    setConnection(connectionState: 'Connected' | 'Disconnected', reason?: string) {
      agent.connectionState = connectionState;
      agent.emit('connectionStateChanged', { reason });
    },
  });
}
const toResult = (agent: object): Result<TeamsCallAgent> => ok(agent as TeamsCallAgent);
const nameOf = (agent: TeamsCallAgent | null) => (agent as { name: string } | null)?.name ?? null;

/**
 * Keeps an agent named `first` connected. `log` lists the creations and disposals of agents, in order.
 * @param attempts the results of the attempts to create an agent, in order. Later attempts succeed
 */
function setUp(...attempts: Result<TeamsCallAgent>[]) {
  const log: string[] = [];
  const first = createAgent('first');
  const findPendingCreation = vi.fn((): Promise<unknown> | null => null);
  const keeper = keepAgentConnected(first as unknown as TeamsCallAgent, {
    async create(needsFreshToken) {
      log.push(needsFreshToken ? 'create with a fresh token' : 'create');
      return attempts.shift() ?? toResult(createAgent('next'));
    },
    findPendingCreation,
    dispose: async (agent) => void log.push(`dispose ${nameOf(agent)}`),
  });
  return { first, keeper, log, findPendingCreation, getCurrentName: () => nameOf(keeper.agent.get()) };
}

/** The wait before the first attempt to replace a disconnected agent, in milliseconds. */
const firstWaitMs = 1_500;
const advanceTime = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const unreachable = fail('agent-unreachable');
/** What happens when the first agent is replaced. */
const replaced = ['dispose first', 'create'];

test('C1: the keeper first disposes of a disconnected agent and then replaces it, and also the agent that has replaced it', async () => {
  const second = createAgent('second');
  const { first, keeper, log, getCurrentName } = setUp(toResult(second));
  first.setConnection('Disconnected');
  expect(keeper.status.get()).toMatchObject({ kind: 'down', waitsFor: 'time' });
  await advanceTime(firstWaitMs);
  expect([log, getCurrentName(), keeper.status.get()]).toEqual([replaced, 'second', { kind: 'up' }]);
  second.setConnection('Disconnected');
  await advanceTime(firstWaitMs);
  expect(log).toEqual([...replaced, 'dispose second', 'create']);
  expect(getCurrentName()).toBe('next');
});

test('C1: after the service refuses a token, the keeper creates the next agent with a fresh token', async () => {
  const { first, log } = setUp(unreachable, fail('agent-refused', { detail: '401/44110' }));
  first.setConnection('Disconnected', 'invalidToken');
  await advanceTime(10_000);
  expect(log).toEqual(['dispose first', 'create with a fresh token', 'create', 'create with a fresh token']);
});

test('C1: the keeper does not replace a disconnected agent that has a call, even if the user wants that', async () => {
  const { first, keeper, log } = setUp();
  first.setCalls({});
  first.setConnection('Disconnected');
  await advanceTime(600_000);
  keeper.tryNow();
  await advanceTime(firstWaitMs);
  expect(log).toEqual([]);
  expect(keeper.status.get()).toMatchObject({ kind: 'down', waitsFor: 'calls', nextAttemptAt: null });
  first.setCalls();
  await advanceTime(firstWaitMs);
  expect(log).toEqual(replaced);
});

test('X1: after a hang-up during an outage, the keeper keeps the agent for 30 s, so that it delivers the hang-up', async () => {
  const { first, keeper, log } = setUp();
  first.setCalls({});
  first.setConnection('Disconnected');
  await advanceTime(400);
  first.setCalls();
  keeper.noteHangUp();
  await advanceTime(29_000);
  expect([log, keeper.status.get()]).toMatchObject([[], { kind: 'down', waitsFor: 'hangUp' }]);
  first.setConnection('Connected');
  await advanceTime(600_000);
  expect([log, keeper.status.get()]).toEqual([[], { kind: 'up' }]);
});

test('X1: the keeper replaces an agent with an undelivered hang-up after 30 s, or at once by tryNow', async () => {
  const [waiting, pressing] = [setUp(), setUp()];
  // The SDK notices the lost connection only a second after the hang-up.
  for (const { keeper } of [waiting, pressing]) keeper.noteHangUp();
  await advanceTime(1_000);
  for (const { first } of [waiting, pressing]) first.setConnection('Disconnected');
  await advanceTime(20_000);
  pressing.keeper.tryNow();
  await advanceTime(0);
  expect([waiting.log, pressing.log]).toEqual([[], replaced]);
  await advanceTime(30_000);
  expect(waiting.log).toEqual(replaced);
});

test('X1: the keeper replaces an agent without delay that is disconnected long after a hang-up', async () => {
  const { first, keeper, log } = setUp();
  keeper.noteHangUp();
  await advanceTime(60_000);
  first.setConnection('Disconnected');
  await advanceTime(firstWaitMs);
  expect(log).toEqual(replaced);
});

test('C1: while a call rings, the keeper keeps a disconnected agent for at most 90 s', async () => {
  const { first, keeper, log } = setUp();
  keeper.setRinging(true);
  first.setConnection('Disconnected');
  await advanceTime(80_000);
  expect([log, keeper.status.get()]).toMatchObject([[], { waitsFor: 'calls' }]);
  await advanceTime(10_000 + firstWaitMs);
  expect(log).toEqual(replaced);
});

test('C1: attempts never stop, are at most 30.5 s apart, and tryNow makes the next attempt at once', async () => {
  const { first, keeper, log } = setUp(...Array<Result<TeamsCallAgent>>(100).fill(unreachable));
  const countCreations = () => log.filter((event) => event === 'create').length;
  first.setConnection('Disconnected');
  // The waits before the 15 attempts: 1.5, 2.5, 4.5, 8.5 and 16.5 s, and then ten waits of 30.5 s.
  await advanceTime(1_500 + 2_500 + 4_500 + 8_500 + 16_500 + 10 * 30_500);
  expect(countCreations()).toBe(15);
  expect(keeper.status.get()).toMatchObject({ nextAttemptAt: Date.now() + 30_500 });
  keeper.tryNow();
  await advanceTime(0);
  expect(countCreations()).toBe(16);
});

test('C1: without a network the keeper makes no attempt until the device is online again, or the user wants one', async () => {
  const [waiting, pressing] = [setUp(), setUp()];
  setOnline(false);
  for (const { first } of [waiting, pressing]) first.setConnection('Disconnected');
  pressing.keeper.tryNow();
  await advanceTime(600_000);
  expect(waiting.keeper.status.get()).toMatchObject({ kind: 'down', waitsFor: 'network' });
  expect([waiting.log, pressing.log]).toEqual([[], replaced]);
  setOnline(true);
  await advanceTime(firstWaitMs);
  expect(waiting.log).toEqual(replaced);
});

test('C1: if the SDK still creates an agent after a failed attempt, the next attempt follows as soon as it has finished', async () => {
  let endCreation = () => {};
  const { first, getCurrentName, findPendingCreation } = setUp(unreachable);
  findPendingCreation.mockReturnValue(new Promise<void>((resolve) => (endCreation = resolve)));
  first.setConnection('Disconnected');
  await advanceTime(firstWaitMs);
  expect(getCurrentName()).toBeNull();
  endCreation();
  await advanceTime(0);
  expect(getCurrentName()).toBe('next');
});

type Agent = ReturnType<typeof createAgent>;
test.each([
  ['that reconnects by itself', (agent: Agent) => agent.setConnection('Connected')],
  ['on which a call begins', (agent: Agent) => agent.setCalls({})],
])('C1: the keeper does not replace a disconnected agent %s before the attempt', async (_event, act) => {
  const { first, log } = setUp();
  first.setConnection('Disconnected');
  await advanceTime(1_400);
  act(first);
  await advanceTime(600_000);
  expect(log).toEqual([]);
});

test('C1: a closed keeper disposes of a disconnected agent and does not replace it', async () => {
  const { first, keeper, log } = setUp();
  first.setConnection('Disconnected');
  await keeper.close();
  await advanceTime(600_000);
  expect(log).toEqual(['dispose first']);
});
