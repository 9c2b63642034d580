import { expect, test, vi } from 'vitest';
import { firstScreenPhase, type Phase } from '../app/phase.ts';
import { createStore } from '../base/store.ts';
import { offerEarlySignIn } from './earlySignIn.ts';

/** Offers *Sign in*. @returns the button's function, which the screen keeps until React renders the next phase */
function startEarly() {
  const phase = createStore<Phase>({ kind: 'starting' });
  const preload = vi.fn();
  const early = offerEarlySignIn(phase, preload);
  const shown = phase.get();
  if (shown.kind !== 'signedOut') throw new Error('The phase does not offer Sign in.');
  return { phase, preload, early, press: shown.signIn };
}

test('a press before the configuration is there is kept, and the button shows that', () => {
  const { phase, preload, early, press } = startEarly();
  expect(early.isWanted()).toBe(false);
  press();
  expect(early.isWanted()).toBe(true);
  expect(preload).toHaveBeenCalledTimes(1);
  expect(phase.get()).toMatchObject({ kind: 'signedOut', isRedirecting: true });
});

test('a press on a button that React has not replaced yet belongs to the phase that follows', () => {
  const { phase, early, press } = startEarly();
  const signIn = vi.fn();
  phase.set({ ...firstScreenPhase, signIn });
  press();
  expect(signIn).toHaveBeenCalledTimes(1);
  expect(early.isWanted()).toBe(false);
});

test('such a press changes nothing when the configuration has faults', () => {
  const { phase, press } = startEarly();
  phase.set({ kind: 'misconfigured', faults: [] });
  press();
  expect(phase.get().kind).toBe('misconfigured');
});
