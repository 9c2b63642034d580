import type { CallClient, TeamsCallAgent } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAgentCreator } from './agentCreator.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const advanceTime = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const unreachable = { problem: { code: 'agent-unreachable' } };

/** Simulates an agent. `dispose` counts its disposals. */
function simulateAgent(connectionState: TeamsCallAgent['connectionState']) {
  const dispose = vi.fn(async () => {});
  return {
    dispose,
    agent: { connectionState, on: () => {}, off: () => {}, dispose } as unknown as TeamsCallAgent,
  };
}
const connect = () => Promise.resolve(simulateAgent('Connected').agent);

/** Sets up an SDK whose `createTeamsCallAgent` returns these promises, in order, and then connected agents. */
function setUp(...answers: Promise<TeamsCallAgent>[]) {
  const createTeamsCallAgent = vi.fn(() => answers.shift() ?? connect());
  const creator = createAgentCreator({ createTeamsCallAgent } as unknown as CallClient);
  return { createTeamsCallAgent, create: () => creator.create({} as AzureCommunicationTokenCredential) };
}

/** Sets up an SDK that creates its first agent only when the test calls `finish`. */
function setUpPending() {
  let finish: (agent: TeamsCallAgent) => void = () => {};
  return {
    ...setUp(new Promise((resolve) => (finish = resolve))),
    finish: (agent: TeamsCallAgent) => finish(agent),
  };
}

test.each([
  [409, 40230],
  [400, 40008],
])(
  'C1: an attempt that the SDK refuses with %i/%i fails, and the next one succeeds',
  async (code, subCode) => {
    const refusal = Object.assign(new Error('pending'), { name: 'CallingCommunicationError', code, subCode });
    const { create } = setUp(Promise.reject(refusal));
    expect(await create()).toMatchObject({
      problem: { code: 'agent-refused', detail: `${code}/${subCode}` },
    });
    expect(await create()).toMatchObject({ ok: true });
  },
);

test('C1: an agent that stays disconnected is disposed of after 30 s, and the next attempt creates a new one', async () => {
  const { agent, dispose } = simulateAgent('Disconnected');
  const { create } = setUp(Promise.resolve(agent));
  const firstAttempt = create();
  await advanceTime(30_000);
  expect(await firstAttempt).toMatchObject(unreachable);
  expect(dispose).toHaveBeenCalledOnce();
  expect(await create()).toMatchObject({ ok: true });
});

test('C1: the next attempt waits for an agent that the SDK is still creating, and does not create a second one', async () => {
  const { create, createTeamsCallAgent, finish } = setUpPending();
  const firstAttempt = create();
  await advanceTime(30_000);
  expect(await firstAttempt).toMatchObject(unreachable);
  const secondAttempt = create();
  finish(await connect());
  expect(await secondAttempt).toMatchObject({ ok: true });
  expect(createTeamsCallAgent).toHaveBeenCalledTimes(1);
});

test('C1: after two minutes, the next attempt no longer waits, and the agent that comes late is disposed of', async () => {
  const { create, createTeamsCallAgent, finish } = setUpPending();
  void create();
  await advanceTime(120_000);
  expect(await create()).toMatchObject({ ok: true });
  const { agent, dispose } = simulateAgent('Disconnected');
  finish(agent);
  await advanceTime(0);
  expect(createTeamsCallAgent).toHaveBeenCalledTimes(2);
  expect(dispose).toHaveBeenCalledOnce();
});
