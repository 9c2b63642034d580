import type { CallClient, TeamsCallAgent } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAgentCreation } from './agentCreation.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const credential = {} as AzureCommunicationTokenCredential;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function agentWithState(connectionState: TeamsCallAgent['connectionState'], disposed: string[] = []) {
  return {
    connectionState,
    on: () => {},
    off: () => {},
    dispose: async () => void disposed.push(connectionState),
  } as unknown as TeamsCallAgent;
}

function createWith(...answers: readonly Promise<TeamsCallAgent>[]) {
  let createCount = 0;
  const client = {
    createTeamsCallAgent() {
      createCount += 1;
      return answers[createCount - 1];
    },
  } as unknown as CallClient;
  return { creation: createAgentCreation(client), createCount: () => createCount };
}

test.each([
  [409, 40230],
  [400, 40008],
])(
  'C1: a creation that the SDK refuses with %i/%i fails, and the next attempt begins another one',
  async (code, subCode) => {
    const refusal = Object.assign(new Error('pending'), { name: 'CallingCommunicationError', code, subCode });
    const { creation } = createWith(Promise.reject(refusal), Promise.resolve(agentWithState('Connected')));
    expect(await creation.create(credential)).toMatchObject({
      problem: { code: 'agent-refused', detail: `${code}/${subCode}` },
    });
    expect((await creation.create(credential)).ok).toBe(true);
  },
);

test('C1: an agent that the SDK returns disconnected is disposed of after 30 s, and the next attempt creates another', async () => {
  const disposed: string[] = [];
  const { creation } = createWith(
    Promise.resolve(agentWithState('Disconnected', disposed)),
    Promise.resolve(agentWithState('Connected')),
  );
  const first = creation.create(credential);
  await pass(30_000);
  expect([await first, disposed]).toMatchObject([
    { problem: { code: 'agent-unreachable' } },
    ['Disconnected'],
  ]);
  expect((await creation.create(credential)).ok).toBe(true);
});

test('C1: the next attempt waits for a pending creation instead of beginning a second one', async () => {
  let settle: (agent: TeamsCallAgent) => void = () => {};
  const { creation, createCount } = createWith(new Promise((resolve) => (settle = resolve)));
  const first = creation.create(credential);
  await pass(30_000);
  expect(await first).toMatchObject({ problem: { code: 'agent-unreachable' } });
  const second = creation.create(credential);
  settle(agentWithState('Connected'));
  expect([(await second).ok, createCount()]).toEqual([true, 1]);
});

test('C1: a creation is abandoned after two minutes, and an agent that it still returns is disposed of', async () => {
  const disposed: string[] = [];
  let settle: (agent: TeamsCallAgent) => void = () => {};
  const { creation, createCount } = createWith(
    new Promise((resolve) => (settle = resolve)),
    Promise.resolve(agentWithState('Connected')),
  );
  void creation.create(credential);
  await pass(120_000);
  expect((await creation.create(credential)).ok).toBe(true);
  settle(agentWithState('Disconnected', disposed));
  await pass(0);
  expect([createCount(), disposed]).toEqual([2, ['Disconnected']]);
});
