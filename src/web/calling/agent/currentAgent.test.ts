import type { TeamsCallAgent } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { createStore } from '../../base/store.ts';
import { withAgent } from './currentAgent.ts';

const agentNamed = (name: string) => ({ name }) as unknown as TeamsCallAgent;

test('C1: withAgent detaches from an agent that is replaced, and attaches to the next one', () => {
  const current = createStore<TeamsCallAgent | null>(agentNamed('first'));
  const happened: string[] = [];
  const stop = withAgent(current, (agent) => {
    const { name } = agent as unknown as { name: string };
    happened.push(`attached to ${name}`);
    return () => happened.push(`detached from ${name}`);
  });
  current.set(null);
  current.set(agentNamed('second'));
  stop();
  current.set(agentNamed('third'));
  expect(happened).toEqual([
    'attached to first',
    'detached from first',
    'attached to second',
    'detached from second',
  ]);
});
