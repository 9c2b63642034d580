import type { CallState } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { CallProgress } from './callProgress.ts';

function createProgress() {
  const call: { holdState: 'LocalHold' | 'RemoteHold' | undefined } = { holdState: undefined };
  const states: CallState[] = [];
  const progress: CallProgress = new CallProgress({
    holdState: () => call.holdState,
    stateChanged: () => states.push(progress.state),
  });
  return { call, progress, states };
}

test('reports each phase once', () => {
  const { progress, states } = createProgress();
  for (const phase of ['Connecting', 'Ringing', 'Ringing', 'Connected'] as const) progress.advance(phase);
  expect(states).toEqual(['Connecting', 'Ringing', 'Connected']);
});

test('shows a hold state only once the call is connected', () => {
  const { call, progress, states } = createProgress();
  call.holdState = 'RemoteHold';
  progress.advance('Ringing');
  progress.advance('Connected');
  call.holdState = 'LocalHold';
  progress.refresh();
  call.holdState = undefined;
  progress.refresh();
  expect(states).toEqual(['Ringing', 'RemoteHold', 'LocalHold', 'Connected']);
  expect(progress.phase).toBe('Connected');
});

test('after Disconnecting only the end changes the state, without a report', () => {
  const { progress, states } = createProgress();
  progress.disconnect();
  progress.advance('Connected');
  expect(progress.state).toBe('Disconnecting');
  progress.end();
  progress.advance('Connected');
  expect(progress.state).toBe('Disconnected');
  expect(states).toEqual(['Disconnecting']);
});
