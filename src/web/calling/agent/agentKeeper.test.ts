import type { TeamsCallAgent } from '@azure/communication-calling';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '../../errors/problem.ts';
import { keepAgent } from './agentKeeper.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An agent whose connection and calls the test sets. */
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

function setUp(answers: readonly (() => Promise<Result<TeamsCallAgent>>)[] = []) {
  const happened: string[] = [];
  const first = simulatedAgent('first');
  let isOnline = true;
  let networkChanged = () => {};
  let attempts = 0;
  let pending: Promise<unknown> | null = null;
  const source = keepAgent(asAgent(first), {
    create({ freshToken }) {
      happened.push(freshToken ? 'create with a fresh token' : 'create');
      const answer = answers[attempts];
      attempts += 1;
      return answer ? answer() : Promise.resolve(ok(asAgent(simulatedAgent(`agent ${attempts}`))));
    },
    pending: () => pending,
    dispose: async (agent) => void happened.push(`dispose ${nameOf(agent)}`),
    network: {
      isOnline: () => isOnline,
      watch(listener) {
        networkChanged = listener;
        return () => (networkChanged = () => {});
      },
    },
  });
  return {
    first,
    source,
    happened,
    current: () => nameOf(source.agent.get()),
    setPending: (promise: Promise<unknown> | null) => {
      pending = promise;
    },
    setOnline: (value: boolean) => {
      isOnline = value;
      networkChanged();
    },
  };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const unreachable = () => Promise.resolve(fail('agent-unreachable'));

test('C1: a disconnected agent is first disposed of and then replaced, without a click', async () => {
  const { first, source, happened, current } = setUp();
  first.disconnect();
  expect(source.status.get()).toMatchObject({ kind: 'down', waitsFor: 'time', attempt: 0 });
  await pass(1_500);
  expect(happened).toEqual(['dispose first', 'create']);
  expect([current(), source.status.get()]).toEqual(['agent 1', { kind: 'up' }]);
});

test('C1: the replacement of a disconnected agent is replaced as well when it is disconnected', async () => {
  const second = simulatedAgent('second');
  const { first, happened, current } = setUp([() => Promise.resolve(ok(asAgent(second)))]);
  first.disconnect();
  await pass(1_500);
  second.disconnect();
  await pass(1_500);
  expect(happened).toEqual(['dispose first', 'create', 'dispose second', 'create']);
  expect(current()).toBe('agent 2');
});

test('C1: a refused token is replaced by a fresh one before the next agent is created', async () => {
  const refused = () => Promise.resolve(fail('agent-refused', { detail: '401/44110' }));
  const { first, happened } = setUp([unreachable, refused]);
  first.disconnect('invalidToken');
  await pass(10_000);
  expect(happened).toEqual([
    'dispose first',
    'create with a fresh token',
    'create',
    'create with a fresh token',
  ]);
});

test('C1: a disconnected agent with a call stays until the call has ended, and the status says so', async () => {
  const { first, source, happened, current } = setUp();
  first.calls = [{}];
  first.disconnect();
  await pass(600_000);
  source.tryNow();
  await pass(1_500);
  expect(happened).toEqual([]);
  expect(source.status.get()).toMatchObject({ kind: 'down', waitsFor: 'calls', nextAttemptAt: null });
  first.setCalls([]);
  await pass(1_500);
  expect(happened).toEqual(['dispose first', 'create']);
  expect(current()).toBe('agent 1');
});

test('C1: a call that begins during the wait for the next attempt keeps the agent, too', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const { first, happened } = setUp();
  first.disconnect();
  await pass(1_400);
  first.setCalls([{}]);
  await pass(600_000);
  expect(happened).toEqual([]);
});

test('C1: a disconnected agent with a ringing call stays, but no longer than a call can ring', async () => {
  const { first, source, happened } = setUp();
  source.setRinging(true);
  first.disconnect();
  await pass(80_000);
  expect([happened, source.status.get()]).toMatchObject([[], { waitsFor: 'calls' }]);
  await pass(11_500);
  expect(happened).toEqual(['dispose first', 'create']);
});

test('C1: attempts never stop, are at most 30.5 s apart, and Try now makes the next one at once', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const { first, source, happened } = setUp(Array.from({ length: 100 }, () => unreachable));
  const created = () => happened.filter((event) => event === 'create').length;
  first.disconnect();
  await pass(1_500 + 2_500 + 4_500 + 8_500 + 16_500 + 10 * 30_500);
  expect(created()).toBe(15);
  expect(source.status.get()).toMatchObject({ attempt: 15, nextAttemptAt: Date.now() + 30_500 });
  source.tryNow();
  await pass(0);
  expect(created()).toBe(16);
});

test('C1: without a network no attempt is made until the device is online again', async () => {
  const { first, source, happened, setOnline } = setUp();
  setOnline(false);
  first.disconnect();
  await pass(600_000);
  expect([happened, source.status.get()]).toMatchObject([[], { kind: 'down', waitsFor: 'network' }]);
  setOnline(true);
  await pass(1_500);
  expect(happened).toEqual(['dispose first', 'create']);
});

test('C1: Try now makes an attempt even if the browser says that it is offline', async () => {
  const { first, source, happened, setOnline } = setUp();
  setOnline(false);
  first.disconnect();
  source.tryNow();
  await pass(0);
  expect(happened).toEqual(['dispose first', 'create']);
});

test('C1: an agent from a creation that outlasted its attempt is used as soon as the creation settles', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  let settle = () => {};
  const { first, current, setPending } = setUp([unreachable]);
  setPending(new Promise<void>((resolve) => (settle = resolve)));
  first.disconnect();
  await pass(1_500);
  expect(current()).toBeNull();
  settle();
  await pass(0);
  expect(current()).toBe('agent 2');
});

test('C1: an agent that reconnects by itself stays', async () => {
  const { first, source, happened } = setUp();
  first.disconnect();
  await pass(100);
  first.connectionState = 'Connected';
  first.setCalls([]);
  await pass(600_000);
  expect([happened, source.status.get()]).toEqual([[], { kind: 'up' }]);
});

test('C1: a phone that is closed during the wait for the next attempt creates no other agent', async () => {
  const { first, source, happened } = setUp();
  first.disconnect();
  await source.close();
  await pass(600_000);
  expect(happened).toEqual(['dispose first']);
});
