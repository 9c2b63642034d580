import type { CallState } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { CallProgress } from './callProgress.ts';

/** Creates the progress of a call. `states` lists the states that were reported. */
function createProgress() {
  const states: CallState[] = [];
  const call = {
    localMedia: { isHeld: false },
    roster: { isHeldByOnlyParticipant: true },
    events: { emit: () => states.push(progress.state) },
  };
  const progress: CallProgress = new CallProgress(call);
  return { call, progress, states };
}

test('CallProgress reports each phase once, and a hold state only after the call is connected', () => {
  const { call, progress, states } = createProgress();
  for (const phase of ['Connecting', 'Ringing', 'Ringing', 'Connected'] as const) progress.setPhase(phase);
  call.localMedia.isHeld = true;
  progress.updateState();
  call.localMedia.isHeld = call.roster.isHeldByOnlyParticipant = false;
  progress.updateState();
  expect(states).toEqual(['Connecting', 'Ringing', 'RemoteHold', 'LocalHold', 'Connected']);
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
