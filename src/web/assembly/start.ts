import { readAdminConsent } from '../auth/adminConsent.ts';
import type { StartedAuth } from '../auth/start.ts';
import { signInTrace } from '../auth/trace.ts';
import { loadSdk } from '../calling/sdk/sdk.ts';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { openDoctor } from '../doctor/address.ts';
import { fail, ok, unexpected, type Problem } from '../errors/problem.ts';
import { loadPart } from '../base/loadPart.ts';
import type { Phase, SignedOutPhase } from '../app/phase.ts';
import type { Store } from '../base/store.ts';

/**
 * Loads the configuration and finds out whether a user is signed in. `connect.ts`, which is a chunk of its own, does what
 * follows a sign-in.
 */
export async function start(phase: Store<Phase>, label: Store<string | null>): Promise<void> {
  const trace = signInTrace(location.hash, () => sessionStorage);
  const consent = readAdminConsent(location.search);
  if (consent) history.replaceState(null, '', location.pathname + consent.rest + location.hash);
  // The SDK takes longest, so it is loaded together with the configuration.
  if (trace === 'returning') void loadSdk().catch(() => {});
  if (trace !== 'none') preload();
  const loaded = await loadConfig(location.hostname);
  if (!loaded.ok) {
    const retry = () => {
      phase.set({ kind: 'starting' });
      void start(phase, label);
    };
    return phase.set({ kind: 'unusable', problem: loaded.problem, retry });
  }
  if (loaded.value.faults) return phase.set({ kind: 'misconfigured', faults: loaded.value.faults });
  const { config } = loaded.value;
  label.set(config.environmentLabel ?? null);

  if (trace === 'none') {
    const refusal = consent?.refusal;
    const problem = refusal ? fail('consent-by-admin-needed', { detail: refusal }).problem : null;
    phase.set({ ...signedOut(phase, config, problem), ...(consent && { isApproved: !problem }) });
    // The first screen does not need MSAL. It is loaded while the user reads the screen.
    setTimeout(preload, 3000);
    return;
  }
  phase.set({ kind: 'signingIn' });
  await resume(phase, config, trace === 'returning');
}

/** Loads the code that *Sign in* needs. If that fails, *Sign in* tries again and reports the failure. */
const preload = () => void loadConnect().catch(() => {});

const loadConnect = () => loadPart(() => import('./connect.ts'), 'connect');

/** Continues a sign-in whose redirect ends in this page, or that this tab still has. */
async function resume(phase: Store<Phase>, config: Config, returning: boolean): Promise<void> {
  try {
    const { connect, startAuth, preloadCalling } = await loadConnect();
    if (returning) preloadCalling();
    const started = await startAuth(config, location.origin);
    if (!started.ok) return phase.set(signedOut(phase, config, started.problem));
    const auth = started.value;
    const onSignedOut = () => phase.set(signedOut(phase, config, null, auth));
    if (auth.session.account()) await connect(phase, config, auth, onSignedOut);
    else phase.set(signedOut(phase, config, auth.problem, auth));
  } catch (cause) {
    phase.set({ kind: 'unusable', ...unexpected(cause), retry: () => location.reload() });
  }
}

function signedOut(
  phase: Store<Phase>,
  config: Config,
  problem: Problem | null,
  started?: StartedAuth,
): SignedOutPhase {
  const signIn = async () => {
    const nothing = () => {};
    const noActions = { onIntent: nothing, signIn: nothing, onRemedy: nothing };
    phase.set({ kind: 'signedOut', problem: null, isLeaving: true, ...noActions });
    try {
      const { startAuth } = await loadConnect();
      const auth = started ? ok(started) : await startAuth(config, location.origin);
      if (!auth.ok) return phase.set(signedOut(phase, config, auth.problem));
      const { problem } = await auth.value.session.signIn();
      phase.set(signedOut(phase, config, problem, auth.value));
    } catch (cause) {
      phase.set(signedOut(phase, config, unexpected(cause).problem, started));
    }
  };
  const remedy = () => {
    if (problem?.remedy === 'checkConfiguration') openDoctor({ stay: false });
    else if (problem?.remedy === 'none') phase.set(signedOut(phase, config, null, started));
    else void signIn();
  };
  return {
    kind: 'signedOut',
    problem,
    isLeaving: false,
    onIntent: preload,
    signIn: () => void signIn(),
    onRemedy: remedy,
  };
}
