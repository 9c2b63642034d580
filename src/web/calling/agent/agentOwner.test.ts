import type { CallClient } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { beforeEach, expect, test, vi } from 'vitest';
import { createAgentCreator } from './agentOwner.ts';

beforeEach(() => void vi.useFakeTimers());

const advanceTime = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const unreachable = { problem: { code: 'agent-unreachable' } };

const createAgent = (connectionState: string) => ({
  connectionState,
  on: () => {},
  off: () => {},
  dispose: vi.fn(async () => {}),
});
type Agent = ReturnType<typeof createAgent>;

/** Sets up an SDK that creates its first agent only when the test calls `finish`, or throws `refusal`, and connects later ones. */
function setUp(refusal?: Error) {
  let finish: (agent: Agent) => void = () => {};
  const createTeamsCallAgent = vi
    .fn(async () => createAgent('Connected'))
    .mockImplementationOnce(() =>
      refusal ? Promise.reject(refusal) : new Promise((resolve) => (finish = resolve)),
    );
  const creator = createAgentCreator({ createTeamsCallAgent } as unknown as CallClient);
  const create = () => creator.create({} as AzureCommunicationTokenCredential);
  return { create, createTeamsCallAgent, finish: (agent: Agent) => finish(agent) };
}

test.each([
  [409, 40230],
  [400, 40008],
])('C1: after the SDK has refused an attempt with %i/%i, the next one succeeds', async (code, subCode) => {
  const refusal = Object.assign(new Error('pending'), { name: 'CallingCommunicationError', code, subCode });
  const { create } = setUp(refusal);
  const detail = `${code}/${subCode}`;
  expect(await create()).toMatchObject({ problem: { code: 'agent-refused', detail } });
  expect(await create()).toMatchObject({ ok: true });
});

test('C1: an agent that stays disconnected is disposed of after 30 s, and the next attempt creates a new one', async () => {
  const { create, finish } = setUp();
  const firstAttempt = create();
  const agent = createAgent('Disconnected');
  finish(agent);
  await advanceTime(30_000);
  expect(await firstAttempt).toMatchObject(unreachable);
  expect(agent.dispose).toHaveBeenCalledOnce();
  expect(await create()).toMatchObject({ ok: true });
});

test('C1: the next attempt waits for an agent that the SDK is still creating, and does not create a second one', async () => {
  const { create, createTeamsCallAgent, finish } = setUp();
  const firstAttempt = create();
  await advanceTime(30_000);
  expect(await firstAttempt).toMatchObject(unreachable);
  const secondAttempt = create();
  finish(createAgent('Connected'));
  expect(await secondAttempt).toMatchObject({ ok: true });
  expect(createTeamsCallAgent).toHaveBeenCalledTimes(1);
});

test('C1: after two minutes, the next attempt no longer waits, and the agent that comes late is disposed of', async () => {
  const { create, createTeamsCallAgent, finish } = setUp();
  void create();
  await advanceTime(120_000);
  expect(await create()).toMatchObject({ ok: true });
  const agent = createAgent('Disconnected');
  finish(agent);
  await advanceTime(0);
  expect(createTeamsCallAgent).toHaveBeenCalledTimes(2);
  expect(agent.dispose).toHaveBeenCalledOnce();
});
