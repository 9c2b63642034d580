import { needsUser } from '../auth/accessTokens.ts';
import type { StartedAuth } from '../auth/start.ts';
import type { Phase } from '../app/phase.ts';
import type { Store } from '../base/store.ts';
import type { Config } from '../config/schema.ts';
import { createDiagnosticsLog } from '../diagnostics/diagnosticsLog.ts';
import { watchPage } from '../diagnostics/page.ts';
import type { Problem } from '../errors/problem.ts';
import { createHistory } from '../history/history.ts';
import { assemblePeople } from './people.ts';
import { assemblePhone, preloadCalling, preview } from './phone.ts';
import { assembleSignIn } from './signIn.ts';
import { assembleTokens } from './tokens.ts';

export { startAuth } from '../auth/start.ts';
export { preloadCalling } from './phone.ts';

/**
 * Connects the signed-in user: gets the SDK and the ACS token in parallel, then the agent, then the phone.
 * @param onSignedOut the user signed out in another tab, and no call of theirs is left in this one
 */
export async function connect(
  phase: Store<Phase>,
  config: Config,
  auth: StartedAuth,
  onSignedOut: () => void,
): Promise<void> {
  const { session } = auth;
  const account = session.account();
  const oid = account?.oid ?? '';
  const log = createDiagnosticsLog(oid);
  watchPage(log);
  const history = createHistory(oid);

  const failed = (problem: Problem): void => {
    if (signIn.isOver()) return;
    const ready = phone.current();
    if (ready) return ready.reportProblem(problem);
    log.record({ kind: 'problem', what: problem.code, detail: problem.detail ?? null });
    phase.set({ kind: 'notConnected', problem, retry, ...signedIn });
  };

  const signIn = assembleSignIn(session, {
    oid,
    onProblem: failed,
    onSigningOut: log.close,
    onSignedOut() {
      log.close();
      tokens.dispose();
      people.photos.close();
      phone.close();
      onSignedOut();
    },
  });
  const { keeper } = signIn;
  const tokens = assembleTokens({ config, session, signIn, log });
  const { people, createThread } = assemblePeople({
    oid,
    graphEndpoint: config.graph.endpoint,
    session,
    keeper,
  });
  const phone = assemblePhone({ oid, signIn, tokens, people, history, createThread, log });

  const signedIn = {
    auth,
    people,
    history,
    diagnostics: { log, configuration: config, account, people, history },
    preview,
    inCall: keeper.inCall,
    tryAgain: () => {
      keeper.retryNow();
      phone.current()?.agent.tryNow();
    },
    inspector: tokens.inspector,
    signIn: signIn.signIn,
    signInAsAnother: signIn.signInAsAnother,
    signOut: signIn.signOut,
  };

  const attempt = async (mayRedirect: boolean): Promise<void> => {
    phase.set({ kind: 'connecting', ...signedIn });
    preloadCalling();
    const credential = await tokens.credential();
    if (signIn.isOver()) return;
    if (!credential.ok) {
      // In most cases Entra has nothing to ask the user and sends the page straight back.
      const needsRedirect = mayRedirect && needsUser(credential.problem) && session.mayRedirect();
      return needsRedirect ? signIn.redirect() : failed(credential.problem);
    }
    const ready = await phone.connect();
    if (ready === null) return;
    if (!ready.ok) return failed(ready.problem);
    phase.set({ kind: 'ready', ...ready.value, ...signedIn });
  };
  const retry = () => void attempt(false);
  // After a failed sign-in, the user begins the next one.
  await attempt(auth.problem === null);
}
