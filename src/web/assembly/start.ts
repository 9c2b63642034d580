import { readAdminConsent } from '../auth/adminConsent.ts';
import type { StartedAuth } from '../auth/start.ts';
import { readSignInTrace } from '../auth/signInTrace.ts';
import { loadSdk } from '../calling/sdk/sdk.ts';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { openDoctor } from '../doctor/address.ts';
import { fail, ok, failUnexpectedly, type Problem } from '../errors/problem.ts';
import { loadPart } from '../base/loadPart.ts';
import { firstScreenPhase, type Phase, type SignedOutPhase } from '../app/phase.ts';
import { findBrowserProblem } from './browserSupport.ts';
import { registerWorker } from '../offline/registerWorker.ts';
import { offerEarlySignIn } from './earlySignIn.ts';
import type { Store } from '../base/store.ts';

/**
 * Starts the app: loads the configuration and finds out whether a user is signed in. `connect.ts`, which is a chunk of
 * its own, connects a signed-in user.
 * @param phase the state of the whole app, which decides on the screen; this function sets it
 * @param label the label of the environment, for example *Test*, which the screens show; this function sets it
 */
export async function startApp(phase: Store<Phase>, label: Store<string | null>): Promise<void> {
  const browserProblem = findBrowserProblem(window);
  if (browserProblem)
    return phase.set({ kind: 'unusable', problem: browserProblem, retry: () => location.reload() });
  const signInTrace = readSignInTrace(location.hash, () => sessionStorage);
  const consent = readAdminConsent(location.search);
  // The administrator's answer is removed from the address, so that a reload does not show it again.
  if (consent) history.replaceState(null, '', location.pathname + consent.rest + location.hash);
  // The Calling SDK takes longest to load, so loading begins before the configuration is there.
  if (signInTrace === 'returning') void loadSdk().catch(() => {});
  if (signInTrace !== 'none') preloadConnect();
  // The user sees *Sign in* at once.
  const early = signInTrace === 'none' && !consent ? offerEarlySignIn(phase, preloadConnect) : null;
  const loadResult = await loadConfig(location.hostname);
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
    const refusal = consent?.refusal;
    const problem = refusal ? fail('consent-by-admin-needed', { detail: refusal }).problem : null;
    const signedOut = createSignedOutPhase(phase, config, problem);
    phase.set({ ...signedOut, ...(consent && { hasAdminConsent: !problem }) });
    if (early?.isWanted()) return signedOut.signIn();
    registerWorker(doNothing);
    // The first screen does not need MSAL. Its code is loaded after 3 s (3000 ms), while the user reads the screen.
    setTimeout(preloadConnect, 3000);
    return;
  }
  phase.set({ kind: 'signingIn' });
  await resumeSignIn(phase, config, signInTrace === 'returning');
}

// After the sign-in, `connect.ts` registers the worker again and records a refusal.
const doNothing = () => {};

/** Loads the code that the button *Sign in* needs. If loading fails, the button tries again and reports the failure. */
const preloadConnect = () => void loadConnect().catch(() => {});

const loadConnect = () => loadPart(() => import('./connect.ts'), 'connect');

/**
 * Completes a sign-in, or uses the sign-in that this tab still has.
 * @param isReturning whether Entra's redirect has just brought the user back
 */
async function resumeSignIn(phase: Store<Phase>, config: Config, isReturning: boolean): Promise<void> {
  try {
    const { connect, startAuth, preloadCalling } = await loadConnect();
    if (isReturning) void preloadCalling();
    const startResult = await startAuth(config, location.origin);
    if (!startResult.ok) return phase.set(createSignedOutPhase(phase, config, startResult.problem));
    const auth = startResult.value;
    const onSignedOut = () => phase.set(createSignedOutPhase(phase, config, null, auth));
    if (auth.session.account()) await connect(phase, config, auth, onSignedOut);
    else phase.set(createSignedOutPhase(phase, config, auth.problem, auth));
  } catch (cause) {
    phase.set({ kind: 'unusable', ...failUnexpectedly(cause), retry: () => location.reload() });
  }
}

/**
 * Creates the phase in which the page offers *Sign in*.
 * @param problem the problem that the page shows; `null` for none
 * @param started MSAL, if it has been started in this page
 */
function createSignedOutPhase(
  phase: Store<Phase>,
  config: Config,
  problem: Problem | null,
  started?: StartedAuth,
): SignedOutPhase {
  const signIn = async () => {
    // While the page is being left, its buttons do nothing.
    phase.set({ ...firstScreenPhase, isRedirecting: true });
    try {
      const { startAuth } = await loadConnect();
      const auth = started ? ok(started) : await startAuth(config, location.origin);
      if (!auth.ok) return phase.set(createSignedOutPhase(phase, config, auth.problem));
      const { problem } = await auth.value.session.signIn();
      phase.set(createSignedOutPhase(phase, config, problem, auth.value));
    } catch (cause) {
      phase.set(createSignedOutPhase(phase, config, failUnexpectedly(cause).problem, started));
    }
  };
  const runRemedy = () => {
    if (problem?.remedy === 'checkConfiguration') openDoctor({ inNewTab: false });
    else if (problem?.remedy === 'none') phase.set(createSignedOutPhase(phase, config, null, started));
    else void signIn();
  };
  return {
    kind: 'signedOut',
    config,
    problem,
    isRedirecting: false,
    preloadSignIn: preloadConnect,
    signIn: () => void signIn(),
    onRemedy: runRemedy,
  };
}
