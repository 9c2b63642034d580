import type { CallClient, TeamsCallAgent } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAgentCreation } from './agentCreation.ts';

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

/**
 * Creates the agent creation of a simulated `CallClient`. `createCount` returns how often its `createTeamsCallAgent`
 * was called.
 * @param sdkCreations the promises that `createTeamsCallAgent` returns, in order
 */
function setUp(...sdkCreations: readonly Promise<TeamsCallAgent>[]) {
  let createCount = 0;
  const client = {
    createTeamsCallAgent() {
      createCount += 1;
      return sdkCreations[createCount - 1];
    },
  } as unknown as CallClient;
  return { creation: createAgentCreation(client), createCount: () => createCount };
}

test.each([
  [409, 40230],
  [400, 40008],
])(
  'C1: an attempt fails if the SDK refuses the creation with %i/%i, and the next attempt begins a new creation',
  async (code, subCode) => {
    const refusal = Object.assign(new Error('pending'), { name: 'CallingCommunicationError', code, subCode });
    const { creation } = setUp(Promise.reject(refusal), Promise.resolve(simulateAgent('Connected')));
    expect(await creation.create(credential)).toMatchObject({
      problem: { code: 'agent-refused', detail: `${code}/${subCode}` },
    });
    expect((await creation.create(credential)).ok).toBe(true);
  },
);

test('C1: an agent that stays disconnected is disposed of after 30 s, and the next attempt creates a new agent', async () => {
  const statesAtDisposal: string[] = [];
  const { creation } = setUp(
    Promise.resolve(simulateAgent('Disconnected', statesAtDisposal)),
    Promise.resolve(simulateAgent('Connected')),
  );
  const first = creation.create(credential);
  await advanceTime(30_000);
  expect([await first, statesAtDisposal]).toMatchObject([
    { problem: { code: 'agent-unreachable' } },
    ['Disconnected'],
  ]);
  expect((await creation.create(credential)).ok).toBe(true);
});

test('C1: while a creation is pending, the next attempt waits for it instead of beginning a second creation', async () => {
  let finishCreation: (agent: TeamsCallAgent) => void = () => {};
  const { creation, createCount } = setUp(new Promise((resolve) => (finishCreation = resolve)));
  const first = creation.create(credential);
  await advanceTime(30_000);
  expect(await first).toMatchObject({ problem: { code: 'agent-unreachable' } });
  const second = creation.create(credential);
  finishCreation(simulateAgent('Connected'));
  expect([(await second).ok, createCount()]).toEqual([true, 1]);
});

test('C1: a creation is abandoned after two minutes, and an agent that it returns later is disposed of', async () => {
  const statesAtDisposal: string[] = [];
  let finishCreation: (agent: TeamsCallAgent) => void = () => {};
  const { creation, createCount } = setUp(
    new Promise((resolve) => (finishCreation = resolve)),
    Promise.resolve(simulateAgent('Connected')),
  );
  void creation.create(credential);
  await advanceTime(120_000);
  expect((await creation.create(credential)).ok).toBe(true);
  finishCreation(simulateAgent('Disconnected', statesAtDisposal));
  // Lets the handlers of the settled promises run.
  await advanceTime(0);
  expect([createCount(), statesAtDisposal]).toEqual([2, ['Disconnected']]);
});
