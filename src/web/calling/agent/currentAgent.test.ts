import type { TeamsCallAgent } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { createStore } from '../../base/store.ts';
import { attachToEachAgent } from './currentAgent.ts';

const simulateAgent = (name: string) => ({ name }) as unknown as TeamsCallAgent;

test('C1: attachToEachAgent detaches from an agent that is replaced, and attaches to its replacement', () => {
  const current = createStore<TeamsCallAgent | null>(simulateAgent('first'));
  const log: string[] = [];
  const stop = attachToEachAgent(current, (agent) => {
    const { name } = agent as unknown as { name: string };
    log.push(`attached to ${name}`);
    return () => log.push(`detached from ${name}`);
  });
  current.set(null);
  current.set(simulateAgent('second'));
  stop();
  current.set(simulateAgent('third'));
  expect(log).toEqual([
    'attached to first',
    'detached from first',
    'attached to second',
    'detached from second',
  ]);
});
