import { needsUser } from '../auth/accessTokens.ts';
import { createFeatureConsents } from '../auth/featureConsents.ts';
import { createPermissionRequest } from '../auth/permissionRequest.ts';
import type { SignedIn } from '../auth/session.ts';
import type { StartedAuth } from '../auth/start.ts';
import type { Phase } from '../app/phase.ts';
import { SignedInApp } from '../app/signedInPart.ts';
import { createStore, waitUntil, type Store } from '../base/store.ts';
import type { Config } from '../config/schema.ts';
import { createDiagnosticsLog } from '../diagnostics/diagnosticsLog.ts';
import { watchPage } from '../diagnostics/watchPage.ts';
import type { Problem } from '../errors/problem.ts';
import { createHistory } from '../history/history.ts';
import { registerWorker } from '../offline/registerWorker.ts';
import { createSettings } from '../settings/settings.ts';
import { assembleGraph } from './graph.ts';
import { createIntegrationAccess } from './integration.ts';
import { createListsInOneDrive } from './listsInOneDrive.ts';
import { assemblePhone, openPreview, preloadCalling } from './phone.ts';
import { assembleSignIn } from './signIn.ts';
import { createStartRetry } from './startRetry.ts';
import { assembleTokens } from './tokens.ts';

/** If the SDK has not been asked for an agent after this time, the user gets a screen with the account menu, and can sign out. */
const longestWaitForSdkMs = 1_500;
/** Milliseconds that an agent may take without a screen that says so. React would draw it while the SDK needs the main thread. */
const shortConnectionMs = 200;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Connects the signed-in user to the service: loads the SDK while it gets the ACS token, then creates the agent (the connection on
 * which calls arrive), and then the phone, which is the signed-in part of the app without React.
 * @param phase decides which screen is shown; this function sets it
 * @param onSignedOut runs when the user has signed out in another tab and no call is left in this tab
 */
export async function connect(
  phase: Store<Phase>,
  config: Config,
  auth: StartedAuth,
  account: SignedIn,
  onSignedOut: () => void,
): Promise<void> {
  const { session } = auth;
  const { oid } = account;
  const log = createDiagnosticsLog(oid);
  watchPage(log);
  const history = createHistory(oid);
  const settings = createSettings(oid);

  // These functions use `phone`, `integration`, `signedIn` and `startRetry`, which are created further down, before any of the
  // functions runs.
  /** Shows a problem in the phone. Without a phone, shows the screen that says that the app is not connected. */
  const showProblem = (problem: Problem): void => {
    if (signIn.isOver()) return;
    const currentPhone = phone.getPhone();
    if (currentPhone) return currentPhone.reportProblem(problem);
    log.record({ kind: 'problem', what: problem.code, detail: problem.detail ?? null });
    const shown = phase.get();
    const nextAttempt = startRetry.schedule(problem);
    // During one outage, attempts may fail in different ways. A screen reader would announce each text, so the first one stays.
    const isSameOutage = shown.kind === 'notConnected' && shown.nextAttempt !== null && nextAttempt !== null;
    phase.set({
      kind: 'notConnected',
      problem: isSameOutage ? shown.problem : problem,
      retry,
      nextAttempt,
      ...signedIn,
    });
  };

  const signIn = assembleSignIn(session, {
    account,
    settings,
    webHook: () => integration?.webHook ?? null,
    onProblem: showProblem,
    onSigningOut: log.close,
    onSignedOut() {
      startRetry.cancel();
      log.close();
      tokens.dispose();
      people.photos.close();
      phone.close();
      onSignedOut();
    },
  });
  const { keeper } = signIn;
  const tokens = assembleTokens({ config, session, oid, signIn, log });
  const integration = createIntegrationAccess(config, oid, tokens.acquireCallerToken);
  const consents = createFeatureConsents(session, oid);
  const graph = assembleGraph({ config, account, session, consents, keeper });
  const { people, workday } = graph;
  const phone = assemblePhone({
    oid,
    tokenSource: config.tokenSource,
    signIn,
    tokens,
    consents,
    history,
    settings,
    log,
    ...graph,
  });

  const listsInOneDrive = createListsInOneDrive(config, {
    oid,
    lists: { history, settings, favourites: people.favourites },
    graph: graph.optionalGraph,
    consents,
  });
  const signedIn = {
    auth,
    people,
    consents,
    permissionRequest: createPermissionRequest(config, account.tid, location.origin),
    workday,
    history,
    settings,
    diagnostics: { log, configuration: config, account, people, history },
    preview: openPreview,
    inCall: keeper.inCall,
    retryNow: () => {
      keeper.retryNow();
      phone.getPhone()?.agent.tryNow();
    },
    listsInOneDrive,
    integration,
    inspector: tokens.inspector,
    signIn: signIn.signIn,
    signInAsAnotherUser: signIn.signInAsAnotherUser,
    signOut: signIn.signOut,
  };

  /** Whether the SDK has been asked for an agent. */
  const isAskedFor = createStore(false);
  /** Shows that the app is connecting, unless that takes only a moment. */
  const showConnecting = async (): Promise<void> => {
    const phaseBefore = phase.get();
    if (phaseBefore.kind === 'signingIn')
      await Promise.race([
        waitUntil(isAskedFor, Boolean).then(() => pause(shortConnectionMs)),
        pause(longestWaitForSdkMs),
      ]);
    // A problem that is shown meanwhile must stay.
    if (phase.get() === phaseBefore) phase.set({ kind: 'connecting', ...signedIn });
  };

  let isAttempting = false;

  /** @param mayRedirect whether the page may go to Entra without a click of the user */
  const attemptToConnect = async (mayRedirect: boolean): Promise<void> => {
    const credential = await tokens.getCredential();
    if (signIn.isOver()) return;
    if (!credential.ok) {
      // In most cases Entra does not ask the user anything and sends the browser straight back.
      const needsRedirect = mayRedirect && needsUser(credential.problem) && session.claimRedirect();
      return needsRedirect ? signIn.redirect() : showProblem(credential.problem);
    }
    const connectResult = await phone.connect(() => {
      isAskedFor.set(true);
      void SignedInApp.preload();
    });
    if (connectResult === null) return;
    if (!connectResult.ok) return showProblem(connectResult.problem);
    await SignedInApp.preload();
    if (signIn.isOver()) return;
    phase.set({ kind: 'ready', ...connectResult.value, ...signedIn });
    listsInOneDrive?.begin();
    graph.beginShared();
    registerWorker((reason) => log.record({ kind: 'page', what: 'no service worker', reason }));
  };
  /** Begins an attempt that the user sees, or shows the running one. */
  const connectVisibly = async (mayRedirect: boolean): Promise<void> => {
    startRetry.cancel();
    preloadCalling();
    void showConnecting();
    if (isAttempting) return;
    isAttempting = true;
    await attemptToConnect(mayRedirect).finally(() => (isAttempting = false));
  };
  const retry = () => void connectVisibly(false);
  /** Makes attempts without the user, while the screen still shows the last problem. */
  const startRetry = createStartRetry(() => {
    const shown = phase.get();
    if (isAttempting || signIn.isOver() || shown.kind !== 'notConnected') return;
    isAttempting = true;
    phase.set({ ...shown, nextAttempt: 'running' });
    preloadCalling();
    void attemptToConnect(false).finally(() => (isAttempting = false));
  });
  // After a failed sign-in, the page must not go back to Entra by itself.
  await connectVisibly(auth.problem === null);
}
