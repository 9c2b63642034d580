import type { CallClient, TeamsCallAgent } from '@azure/communication-calling';
import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAgentCreation } from './agentCreation.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const credential = {} as AzureCommunicationTokenCredential;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function agentThatIs(connectionState: TeamsCallAgent['connectionState'], disposed: string[] = []) {
  return {
    connectionState,
    on: () => {},
    off: () => {},
    dispose: async () => void disposed.push(connectionState),
  } as unknown as TeamsCallAgent;
}

function creationBy(...answers: readonly Promise<TeamsCallAgent>[]) {
  let asked = 0;
  const client = {
    createTeamsCallAgent() {
      asked += 1;
      return answers[asked - 1];
    },
  } as unknown as CallClient;
  return { creation: createAgentCreation(client), asked: () => asked };
}

test.each([
  [409, 40230],
  [400, 40008],
])('C1: a creation refused with %i/%i has failed, and the next one begins anew', async (code, subCode) => {
  const refusal = Object.assign(new Error('pending'), { name: 'CallingCommunicationError', code, subCode });
  const { creation } = creationBy(Promise.reject(refusal), Promise.resolve(agentThatIs('Connected')));
  expect(await creation.create(credential)).toMatchObject({
    problem: { code: 'agent-refused', detail: `${code}/${subCode}` },
  });
  expect((await creation.create(credential)).ok).toBe(true);
});

test('C1: an agent that is handed out Disconnected is disposed of after 30 s, and the next one is another', async () => {
  const disposed: string[] = [];
  const { creation } = creationBy(
    Promise.resolve(agentThatIs('Disconnected', disposed)),
    Promise.resolve(agentThatIs('Connected')),
  );
  const first = creation.create(credential);
  await pass(30_000);
  expect([await first, disposed]).toMatchObject([
    { problem: { code: 'agent-unreachable' } },
    ['Disconnected'],
  ]);
  expect((await creation.create(credential)).ok).toBe(true);
});

test('C1: the next attempt goes on with a creation that hangs, so that there are never two', async () => {
  let settle: (agent: TeamsCallAgent) => void = () => {};
  const { creation, asked } = creationBy(new Promise((resolve) => (settle = resolve)));
  const first = creation.create(credential);
  await pass(30_000);
  expect(await first).toMatchObject({ problem: { code: 'agent-unreachable' } });
  const second = creation.create(credential);
  settle(agentThatIs('Connected'));
  expect([(await second).ok, asked()]).toEqual([true, 1]);
});

test('C1: a creation that hangs for two minutes is given up, and an agent that it still gives is disposed of', async () => {
  const disposed: string[] = [];
  let settle: (agent: TeamsCallAgent) => void = () => {};
  const { creation, asked } = creationBy(
    new Promise((resolve) => (settle = resolve)),
    Promise.resolve(agentThatIs('Connected')),
  );
  void creation.create(credential);
  await pass(120_000);
  expect((await creation.create(credential)).ok).toBe(true);
  settle(agentThatIs('Disconnected', disposed));
  await pass(0);
  expect([asked(), disposed]).toEqual([2, ['Disconnected']]);
});
