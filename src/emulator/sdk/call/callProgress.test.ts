import type { CallState } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { CallProgress } from './callProgress.ts';

/** Creates the progress of a call. A test sets `call.holdState`, and `states` lists the states that were reported. */
function createProgress() {
  const call: { holdState: 'LocalHold' | 'RemoteHold' | undefined } = { holdState: undefined };
  const states: CallState[] = [];
  const progress: CallProgress = new CallProgress({
    getHoldState: () => call.holdState,
    onStateChanged: () => states.push(progress.state),
  });
  return { call, progress, states };
}

test('CallProgress reports each phase once', () => {
  const { progress, states } = createProgress();
  for (const phase of ['Connecting', 'Ringing', 'Ringing', 'Connected'] as const) progress.setPhase(phase);
  expect(states).toEqual(['Connecting', 'Ringing', 'Connected']);
});

test('CallProgress reports a hold state only after the call is connected', () => {
  const { call, progress, states } = createProgress();
  call.holdState = 'RemoteHold';
  progress.setPhase('Ringing');
  progress.setPhase('Connected');
  call.holdState = 'LocalHold';
  progress.updateState();
  call.holdState = undefined;
  progress.updateState();
  expect(states).toEqual(['Ringing', 'RemoteHold', 'LocalHold', 'Connected']);
  expect(progress.phase).toBe('Connected');
});

test('CallProgress keeps the state Disconnecting until `setDisconnected`, which reports nothing', () => {
  const { progress, states } = createProgress();
  progress.setDisconnecting();
  progress.setPhase('Connected');
  expect(progress.state).toBe('Disconnecting');
  progress.setDisconnected();
  progress.setPhase('Connected');
  expect(progress.state).toBe('Disconnected');
  expect(states).toEqual(['Disconnecting']);
});
