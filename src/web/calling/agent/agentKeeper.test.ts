import type { TeamsCallAgent } from '@azure/communication-calling';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { keepAgentConnected } from './agentKeeper.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Creates an agent whose connection and calls the test sets. It runs all its listeners for every event. */
function simulatedAgent(name: string) {
  const listeners = new Set<(event: { reason?: string }) => void>();
  const agent = {
    name,
    connectionState: 'Connected',
    calls: [] as object[],
    on: (_event: string, listener: () => void) => void listeners.add(listener),
    off: (_event: string, listener: () => void) => void listeners.delete(listener),
    disconnect(reason = 'connectionIssue') {
      agent.connectionState = 'Disconnected';
      for (const listener of listeners) listener({ reason });
    },
    setCalls(calls: object[]) {
      agent.calls = calls;
      for (const listener of listeners) listener({});
    },
  };
  return agent;
}
type SimulatedAgent = ReturnType<typeof simulatedAgent>;
const asAgent = (agent: SimulatedAgent) => agent as unknown as TeamsCallAgent;
const nameOf = (agent: TeamsCallAgent | null) => (agent as unknown as SimulatedAgent | null)?.name ?? null;

/**
 * Keeps an agent named `first` connected. `log` lists what was created and disposed of, in order.
 * @param answers what the attempts to create an agent lead to, one after another. Later attempts succeed at once
 */
function setUp(answers: readonly (() => Promise<Result<TeamsCallAgent>>)[] = []) {
  const log: string[] = [];
  const first = simulatedAgent('first');
  let isOnline = true;
  let onNetworkChange = () => {};
  let attemptCount = 0;
  let pending: Promise<unknown> | null = null;
  const source = keepAgentConnected(asAgent(first), {
    create({ freshToken }) {
      log.push(freshToken ? 'create with a fresh token' : 'create');
      const answer = answers[attemptCount];
      attemptCount += 1;
      return answer ? answer() : Promise.resolve(ok(asAgent(simulatedAgent(`agent ${attemptCount}`))));
    },
    findPendingCreation: () => pending,
    dispose: async (agent) => void log.push(`dispose ${nameOf(agent)}`),
    network: {
      isOnline: () => isOnline,
      watch(listener) {
        onNetworkChange = listener;
        return () => (onNetworkChange = () => {});
      },
    },
  });
  return {
    first,
    source,
    log,
    currentName: () => nameOf(source.agent.get()),
    setPending: (promise: Promise<unknown> | null) => {
      pending = promise;
    },
    setOnline: (value: boolean) => {
      isOnline = value;
      onNetworkChange();
    },
  };
}

const advanceTime = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const failUnreachable = () => Promise.resolve(fail('agent-unreachable'));

test('C1: a disconnected agent is first disposed of and then replaced, without an action of the user', async () => {
  const { first, source, log, currentName } = setUp();
  first.disconnect();
  expect(source.status.get()).toMatchObject({ kind: 'down', waitsFor: 'time', attempt: 0 });
  await advanceTime(1_500);
  expect(log).toEqual(['dispose first', 'create']);
  expect([currentName(), source.status.get()]).toEqual(['agent 1', { kind: 'up' }]);
});

test('C1: an agent that has replaced another one is itself replaced when it is disconnected', async () => {
  const second = simulatedAgent('second');
  const { first, log, currentName } = setUp([() => Promise.resolve(ok(asAgent(second)))]);
  first.disconnect();
  await advanceTime(1_500);
  second.disconnect();
  await advanceTime(1_500);
  expect(log).toEqual(['dispose first', 'create', 'dispose second', 'create']);
  expect(currentName()).toBe('agent 2');
});

test('C1: after the service refuses a token, the next agent is created with a fresh token', async () => {
  const failRefused = () => Promise.resolve(fail('agent-refused', { detail: '401/44110' }));
  const { first, log } = setUp([failUnreachable, failRefused]);
  first.disconnect('invalidToken');
  await advanceTime(10_000);
  expect(log).toEqual(['dispose first', 'create with a fresh token', 'create', 'create with a fresh token']);
});

test('C1: a disconnected agent that has a call stays until the call ends, and the status says that it waits for calls', async () => {
  const { first, source, log, currentName } = setUp();
  first.calls = [{}];
  first.disconnect();
  await advanceTime(600_000);
  source.tryNow();
  await advanceTime(1_500);
  expect(log).toEqual([]);
  expect(source.status.get()).toMatchObject({ kind: 'down', waitsFor: 'calls', nextAttemptAt: null });
  first.setCalls([]);
  await advanceTime(1_500);
  expect(log).toEqual(['dispose first', 'create']);
  expect(currentName()).toBe('agent 1');
});

test('C1: a call that begins while the next attempt is awaited also keeps the disconnected agent', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const { first, log } = setUp();
  first.disconnect();
  await advanceTime(1_400);
  first.setCalls([{}]);
  await advanceTime(600_000);
  expect(log).toEqual([]);
});

test('C1: a disconnected agent with a ringing call stays, but no longer than a call can ring', async () => {
  const { first, source, log } = setUp();
  source.setRinging(true);
  first.disconnect();
  await advanceTime(80_000);
  expect([log, source.status.get()]).toMatchObject([[], { waitsFor: 'calls' }]);
  await advanceTime(11_500);
  expect(log).toEqual(['dispose first', 'create']);
});

test('C1: attempts never stop, are at most 30.5 s apart, and tryNow makes the next attempt at once', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const { first, source, log } = setUp(Array.from({ length: 100 }, () => failUnreachable));
  const createCount = () => log.filter((event) => event === 'create').length;
  first.disconnect();
  // The longest waits before the 15 attempts: 0.5 s plus 1, 2, 4, 8 and 16 s, then ten times 0.5 s plus 30 s.
  await advanceTime(1_500 + 2_500 + 4_500 + 8_500 + 16_500 + 10 * 30_500);
  expect(createCount()).toBe(15);
  expect(source.status.get()).toMatchObject({ attempt: 15, nextAttemptAt: Date.now() + 30_500 });
  source.tryNow();
  await advanceTime(0);
  expect(createCount()).toBe(16);
});

test('C1: without a network no attempt is made until the device is online again', async () => {
  const { first, source, log, setOnline } = setUp();
  setOnline(false);
  first.disconnect();
  await advanceTime(600_000);
  expect([log, source.status.get()]).toMatchObject([[], { kind: 'down', waitsFor: 'network' }]);
  setOnline(true);
  await advanceTime(1_500);
  expect(log).toEqual(['dispose first', 'create']);
});

test('C1: tryNow makes an attempt even if the browser says that it is offline', async () => {
  const { first, source, log, setOnline } = setUp();
  setOnline(false);
  first.disconnect();
  source.tryNow();
  await advanceTime(0);
  expect(log).toEqual(['dispose first', 'create']);
});

test('C1: when a creation goes on after its attempt has failed, its agent is used as soon as the creation ends', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  let endCreation = () => {};
  const { first, currentName, setPending } = setUp([failUnreachable]);
  setPending(new Promise<void>((resolve) => (endCreation = resolve)));
  first.disconnect();
  await advanceTime(1_500);
  expect(currentName()).toBeNull();
  endCreation();
  await advanceTime(0);
  expect(currentName()).toBe('agent 2');
});

test('C1: a disconnected agent that reconnects by itself is not replaced', async () => {
  const { first, source, log } = setUp();
  first.disconnect();
  await advanceTime(100);
  first.connectionState = 'Connected';
  first.setCalls([]);
  await advanceTime(600_000);
  expect([log, source.status.get()]).toEqual([[], { kind: 'up' }]);
});

test('C1: after the source is closed, a disconnected agent is disposed of and not replaced', async () => {
  const { first, source, log } = setUp();
  first.disconnect();
  await source.close();
  await advanceTime(600_000);
  expect(log).toEqual(['dispose first']);
});
