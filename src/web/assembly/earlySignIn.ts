import { firstScreenPhase, type Phase } from '../app/phase.ts';
import type { Store } from '../base/store.ts';

/**
 * Offers *Sign in* before the app has its configuration. A press is kept until `startApp` carries it out.
 * @param phase the state of the whole app; this function sets it
 * @param preload loads the code of the sign-in
 */
export function offerEarlySignIn(phase: Store<Phase>, preload: () => void) {
  let isWanted = false;
  const earlyPhase: Phase = {
    ...firstScreenPhase,
    preloadSignIn: preload,
    signIn() {
      const current = phase.get();
      // React takes a moment to give the button to the next phase. A press in that moment belongs to the next phase.
      if (current !== earlyPhase) return current.kind === 'signedOut' ? current.signIn() : undefined;
      isWanted = true;
      preload();
      phase.set({ ...firstScreenPhase, isRedirecting: true });
    },
  };
  phase.set(earlyPhase);
  return {
    /** Whether the user has pressed *Sign in* before the configuration was there. */
    isWanted: (): boolean => isWanted,
  };
}
