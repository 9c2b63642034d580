import type { CallClient, TeamsCallAgent } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAgentCreator } from './agentCreator.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const credential = {} as AzureCommunicationTokenCredential;
const advanceTime = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Simulates an agent. When it is disposed of, it adds its connection state to `statesAtDisposal`. */
function simulateAgent(connectionState: TeamsCallAgent['connectionState'], statesAtDisposal: string[] = []) {
  return {
    connectionState,
    on: () => {},
    off: () => {},
    dispose: async () => void statesAtDisposal.push(connectionState),
  } as unknown as TeamsCallAgent;
}

/** Creates an agent creator whose `createTeamsCallAgent` returns these promises, in order. */
function setUp(...sdkCreations: readonly Promise<TeamsCallAgent>[]) {
  const remaining = [...sdkCreations];
  const createTeamsCallAgent = vi.fn(() => remaining.shift());
  const creator = createAgentCreator({ createTeamsCallAgent } as unknown as CallClient);
  return { creator, createTeamsCallAgent };
}

test.each([
  [409, 40230],
  [400, 40008],
])(
  'C1: an attempt fails if the SDK refuses the creation with %i/%i, and the next attempt begins a new creation',
  async (code, subCode) => {
    const refusal = Object.assign(new Error('pending'), { name: 'CallingCommunicationError', code, subCode });
    const { creator } = setUp(Promise.reject(refusal), Promise.resolve(simulateAgent('Connected')));
    expect(await creator.create(credential)).toMatchObject({
      problem: { code: 'agent-refused', detail: `${code}/${subCode}` },
    });
    expect((await creator.create(credential)).ok).toBe(true);
  },
);

test('C1: an agent that stays disconnected is disposed of after 30 s, and the next attempt creates a new agent', async () => {
  const statesAtDisposal: string[] = [];
  const { creator } = setUp(
    Promise.resolve(simulateAgent('Disconnected', statesAtDisposal)),
    Promise.resolve(simulateAgent('Connected')),
  );
  const firstAttempt = creator.create(credential);
  await advanceTime(30_000);
  expect([await firstAttempt, statesAtDisposal]).toMatchObject([
    { problem: { code: 'agent-unreachable' } },
    ['Disconnected'],
  ]);
  expect((await creator.create(credential)).ok).toBe(true);
});

test('C1: while a creation is pending, the next attempt waits for it instead of beginning a second creation', async () => {
  let finishCreation: (agent: TeamsCallAgent) => void = () => {};
  const { creator, createTeamsCallAgent } = setUp(new Promise((resolve) => (finishCreation = resolve)));
  const firstAttempt = creator.create(credential);
  await advanceTime(30_000);
  expect(await firstAttempt).toMatchObject({ problem: { code: 'agent-unreachable' } });
  const secondAttempt = creator.create(credential);
  finishCreation(simulateAgent('Connected'));
  expect((await secondAttempt).ok).toBe(true);
  expect(createTeamsCallAgent).toHaveBeenCalledTimes(1);
});

test('C1: a creation is abandoned after two minutes, and an agent that it returns later is disposed of', async () => {
  const statesAtDisposal: string[] = [];
  let finishCreation: (agent: TeamsCallAgent) => void = () => {};
  const { creator, createTeamsCallAgent } = setUp(
    new Promise((resolve) => (finishCreation = resolve)),
    Promise.resolve(simulateAgent('Connected')),
  );
  void creator.create(credential);
  await advanceTime(120_000);
  expect((await creator.create(credential)).ok).toBe(true);
  finishCreation(simulateAgent('Disconnected', statesAtDisposal));
  // Lets the handlers of the settled promises run.
  await advanceTime(0);
  expect(createTeamsCallAgent).toHaveBeenCalledTimes(2);
  expect(statesAtDisposal).toEqual(['Disconnected']);
});
