import { readAdminConsent } from '../auth/adminConsent.ts';
import { beginSignIn, readFailedSignIn, signInTrace } from '../auth/beginSignIn.ts';
import { forgetSignInTimes } from '../auth/signInTrace.ts';
import { startAuthOnce } from '../auth/start.ts';
import { readConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { openDoctor } from '../doctor/address.ts';
import { fail, failUnexpectedly, type Problem } from '../errors/problem.ts';
import { loadPart } from '../base/loadPart.ts';
import { firstScreenPhase, type Phase, type SignedOutPhase } from '../app/phase.ts';
import { findBrowserProblem } from './browserSupport.ts';
import { registerWorker } from '../offline/registerWorker.ts';
import type { Store } from '../base/store.ts';

/**
 * Starts the app: loads the configuration, finds out whether a user is signed in, and lets `connect.ts` connect that user.
 * @param phase decides which screen is shown; this function sets it
 * @param label the label of the environment, for example *Test*; this function sets it
 */
export async function startApp(phase: Store<Phase>, label: Store<string | null>): Promise<void> {
  const browserProblem = findBrowserProblem(window);
  if (browserProblem)
    return phase.set({ kind: 'unusable', problem: browserProblem, retry: () => location.reload() });
  const consent = readAdminConsent(location.search);
  // The administrator's answer is removed from the address, so that a reload does not show it again.
  if (consent) history.replaceState(null, '', location.pathname + consent.rest + location.hash);
  if (signInTrace !== 'none') void loadConnect().catch(() => {});
  const failedSignIn = readFailedSignIn();
  const earlyPhase = createSignedOutPhase(phase, failedSignIn?.config ?? null, failedSignIn?.problem ?? null);
  if (signInTrace === 'none' && !consent) phase.set(earlyPhase);
  const loadResult = await readConfig();
  if (!loadResult.ok) {
    const retry = () => {
      phase.set({ kind: 'starting' });
      void startApp(phase, label);
    };
    return phase.set({ kind: 'unusable', problem: loadResult.problem, retry });
  }
  if (loadResult.value.faults) return phase.set({ kind: 'misconfigured', faults: loadResult.value.faults });
  const { config } = loadResult.value;
  label.set(config.environmentLabel ?? null);

  if (signInTrace === 'none') {
    // After the sign-in, `connect.ts` registers the worker again and records a refusal.
    registerWorker(() => {});
    const problem = consent?.refusal
      ? fail('consent-by-admin-needed', { detail: consent.refusal }).problem
      : earlyPhase.problem;
    const signedOut = createSignedOutPhase(phase, config, problem);
    // While the page is being left, or after a sign-in that failed meanwhile, the phase stays.
    if (consent) phase.set({ ...signedOut, hasAdminConsent: !problem });
    else if (phase.get() === earlyPhase) phase.set(signedOut);
    return;
  }
  phase.set({ kind: 'signingIn' });
  await resumeSignIn(phase, config);
}

const loadConnect = () => loadPart(() => import('./connect.ts'), 'connect');

/** Completes a sign-in, or uses the sign-in that this tab still has. */
async function resumeSignIn(phase: Store<Phase>, config: Config): Promise<void> {
  try {
    const { connect } = await loadConnect();
    const startResult = await startAuthOnce(config);
    if (!startResult.ok) return phase.set(createSignedOutPhase(phase, config, startResult.problem));
    const auth = startResult.value;
    // At the next load, nothing is left to say that the user has signed out.
    const showSignedOut = (problem: Problem | null) =>
      phase.set({
        ...createSignedOutPhase(phase, config, problem),
        hasSignedOut: problem === null && forgetSignInTimes(),
      });
    const account = auth.session.account();
    if (account) await connect(phase, config, auth, account, () => showSignedOut(null));
    else showSignedOut(auth.problem);
  } catch (cause) {
    phase.set({ kind: 'unusable', ...failUnexpectedly(cause), retry: () => location.reload() });
  }
}

/** Creates the phase in which the page offers *Sign in*. @param config `null` while the configuration is being loaded */
function createSignedOutPhase(
  phase: Store<Phase>,
  config: Config | null,
  problem: Problem | null,
): SignedOutPhase {
  const signIn = async () => {
    // Until React has replaced it, the button of an earlier phase can still be pressed.
    if (phase.get().kind !== 'signedOut') return;
    // While the page is being left, its buttons do nothing.
    phase.set({ ...firstScreenPhase, isRedirecting: true });
    const failure = await beginSignIn();
    // `null` means that the configuration cannot be used, which `startApp` tells the user.
    if (failure) phase.set(createSignedOutPhase(phase, failure.config, failure.problem));
  };
  return {
    kind: 'signedOut',
    config,
    problem,
    isRedirecting: false,
    signIn: () => void signIn(),
    onRemedy() {
      if (problem?.remedy === 'checkConfiguration') openDoctor({ inNewTab: false });
      else if (problem?.remedy === 'none') phase.set(createSignedOutPhase(phase, config, null));
      else void signIn();
    },
  };
}
