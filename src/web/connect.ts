import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { announceEnd } from './auth/announceEnd.ts';
import { callerScope, graphScopes, teamsScopes } from './auth/scopes.ts';
import { needsPerson } from './auth/session.ts';
import { startAuth, type StartedAuth } from './auth/start.ts';
import { attemptToken, createCredential } from './backend/credential.ts';
import { createDirectory } from './backend/directory.ts';
import { hookFor } from './backend/hookFor.ts';
import type { TokenWish } from './backend/tokenHook.ts';
import { createAgentOwner } from './calling/agent.ts';
import { createPeople } from './calling/people.ts';
import { createPreview } from './calling/preview.ts';
import { createPhone, type Phone } from './calling/phone.ts';
import type { Config } from './config/schema.ts';
import { fail, ok, type Failure, type Problem, type Result } from './errors/problem.ts';
import { callFeatures } from './features/list.ts';
import { inspectorSource, rememberLast } from './inspector/source.ts';
import type { Phase } from './phase.ts';
import { createSignInKeeper } from './signInKeeper.ts';
import type { Store } from './store.ts';

export { startAuth };

// One per page: the SDK allows no second agent of the same identity.
const owner = createAgentOwner();

/** Begins to fetch the Calling SDK while the sign-in is still being completed. */
export const preloadCalling = owner.load;

const preview = createPreview(owner.ready);

/**
 * From signed in to ready: the SDK and the ACS token in parallel, then the agent, then the phone.
 * @param onSignedOut the person signed out in another tab: nothing of theirs is left here.
 */
export async function connect(
  phase: Store<Phase>,
  config: Config,
  auth: StartedAuth,
  onSignedOut: () => void,
): Promise<void> {
  const { session } = auth;
  const keeper = createSignInKeeper(session);
  let phone: Phone | null = null;
  let credential: AzureCommunicationTokenCredential | null = null;

  const failed = (problem: Problem) =>
    phone ? phone.notify(problem) : phase.set({ kind: 'notConnected', problem, retry, ...signedIn });
  const leave = async (how: () => Promise<Failure | undefined>) => {
    const failure = await how();
    if (failure) failed(failure.problem);
  };
  const teams = (wish?: TokenWish) => session.token(teamsScopes, wish);
  const caller = (wish?: TokenWish) => session.token([callerScope(config.tokenSource)], wish);
  const identity = { clientId: config.entra.clientId, oid: session.account()?.oid ?? '' };
  const { hook, last } = rememberLast(hookFor(config.tokenSource, identity, { teams, caller }));
  const signedIn = {
    auth,
    preview,
    inCall: keeper.inCall,
    tryAgain: keeper.tryAgain,
    inspector: config.tokenInspector
      ? inspectorSource(config, session.account(), { teams, caller, acs: last })
      : null,
    signIn: () => void leave(keeper.signIn),
    signInAsAnother: () => void leave(() => session.signIn({ another: true })),
    signOut: () => void leave(session.signOut),
  };

  session.watch((news) => {
    if (news !== 'signedOut') return;
    credential?.dispose();
    void phone?.close();
    onSignedOut();
  });

  /** Kept over retries: the agent that one try began goes on with the credential it was given. */
  const credentialOf = async (): Promise<Result<AzureCommunicationTokenCredential>> => {
    if (credential) return ok(credential);
    const first = await attemptToken(hook);
    if (!first.ok) return first;
    credential = createCredential(hook, first.value, { onTrouble: keeper.tell, hope: keeper.hope });
    return ok(credential);
  };

  const attempt = async (mayLeave: boolean) => {
    phase.set({ kind: 'connecting', ...signedIn });
    owner.load();
    const held = await credentialOf();
    if (!held.ok) {
      // Mostly Entra needs to ask nothing and sends the page straight back.
      if (mayLeave && needsPerson(held.problem) && session.mayRedirect()) return leave(session.signIn);
      return failed(held.problem);
    }
    const connected = await owner.connect(held.value);
    if (!connected.ok) return failed(connected.problem);
    const find = createDirectory(
      config.graph.endpoint,
      (wish) => session.token(graphScopes, wish),
      (problem) => needsPerson(problem) && keeper.tell(problem),
    );
    phone = createPhone(
      connected.value,
      createPeople(find),
      callFeatures.map(({ feature }) => feature),
    );
    keeper.attach(phone);
    announceEnd(session.left, () => keeper.tell(fail('sign-in-ends-soon').problem));
    phase.set({ kind: 'ready', phone, ...signedIn });
  };
  const retry = () => void attempt(false);
  // After a sign-in that failed, the next one is the person's to begin.
  await attempt(auth.problem === null);
}
