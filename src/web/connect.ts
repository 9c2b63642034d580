import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { objectId, rawIdOf } from './people/rawId.ts';
import { announceEnd } from './auth/announceEnd.ts';
import { callerScope, chatScopes, graphScopes, presenceScopes, teamsScopes } from './auth/scopes.ts';
import { needsPerson } from './auth/session.ts';
import { startAuth, type StartedAuth } from './auth/start.ts';
import { attemptToken, createCredential } from './backend/credential.ts';
import { createChat } from './backend/chats.ts';
import { createDirectory } from './backend/directory.ts';
import { createGraph } from './backend/graph.ts';
import { hookFor } from './backend/hookFor.ts';
import { createPhotoSource } from './backend/photos.ts';
import { createPresenceSource } from './backend/presence.ts';
import type { TokenWish } from './backend/tokenHook.ts';
import { inTurn } from './backend/turns.ts';
import { createAgentOwner } from './calling/agent/agentOwner.ts';
import { createFavourites } from './people/favourites.ts';
import { keepCallLog } from './history/callLog.ts';
import { createHistory, entryOfCall, entryOfRing } from './history/history.ts';
import { createLeader } from './calling/tab/leader.ts';
import { createPeople } from './people/people.ts';
import { createPhotos } from './people/photos.ts';
import { createPresences } from './people/presence.ts';
import { createPreview } from './calling/devices/preview.ts';
import { createPhone, type Phone } from './calling/phone.ts';
import { createRejoin } from './calling/tab/rejoin.ts';
import { createPageLife } from './calling/tab/pageLife.ts';
import type { Config } from './config/schema.ts';
import { loggedHook } from './diagnostics/loggedHook.ts';
import { watchPage } from './diagnostics/page.ts';
import type { DiagnosticsSource } from './diagnostics/report.ts';
import { watchPhone } from './diagnostics/watchPhone.ts';
import { createDiagnosticsLog } from './diagnostics/diagnosticsLog.ts';
import { fail, ok, type Failure, type Problem, type Result } from './errors/problem.ts';
import { inspectorSource, rememberLast } from './inspector/source.ts';
import { forgetLists } from './forgetLists.ts';
import { loadPart } from './base/loadPart.ts';
import type { Phase } from './phase.ts';
import { createSignInKeeper } from './signInKeeper.ts';
import { createSettings } from './settings/settings.ts';
import type { Store } from './base/store.ts';

export { startAuth };

// One per page: the SDK allows no second agent of the same identity.
const owner = createAgentOwner();

const loadInCall = () => loadPart(() => import('./inCall.ts'), 'CallScreen');

/** Begins to fetch the Calling SDK and the call's screen while the sign-in is still being completed. */
export function preloadCalling(): void {
  owner.load();
  // If that fails, connecting tries again, and tells.
  void loadInCall().catch(() => {});
}

const preview = createPreview(owner.ready);

/**
 * From signed in to ready: the SDK and the ACS token in parallel, then the agent, then the phone.
 * @param onSignedOut the person signed out in another tab, and no call of theirs is up here any more.
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
  let over = false;
  let stopCallLog = () => {};
  const pageLife = createPageLife();

  const failed = (problem: Problem) => {
    if (over) return;
    if (phone) return phone.notify(problem);
    log.record({ kind: 'problem', what: problem.code, detail: problem.detail ?? null });
    phase.set({ kind: 'notConnected', problem, retry, ...signedIn });
  };
  const leave = async (how: () => Promise<Failure | undefined>) => {
    const failure = await how();
    if (failure) failed(failure.problem);
  };
  const forCalls = (scopes: string[]) => (wish?: TokenWish) =>
    session.token(scopes, { rejected: false, ...wish, goesFirst: true });
  const teams = forCalls(teamsScopes);
  const scope = callerScope(config.tokenSource);
  const caller = scope === null ? async () => ok(null) : forCalls([scope]);
  const identity = { clientId: config.entra.clientId, oid: session.account()?.oid ?? '' };
  const log = createDiagnosticsLog(identity.oid);
  watchPage(log);
  const exchange = loggedHook(hookFor(config.tokenSource, identity, { teams, caller }), log);
  const { hook, last } = rememberLast(exchange);
  const graph = createGraph(config.graph.endpoint, async (scopes, wish) => {
    const token = await session.token(scopes, wish);
    if (!token.ok && needsPerson(token.problem)) keeper.tell('directory', token.problem);
    return token;
  });
  // Missing photos and presence are not reported, and no sign-in is asked for because of them.
  const quietly = createGraph(config.graph.endpoint, (scopes, wish) =>
    session.token(scopes, { rejected: false, ...wish, optional: true }),
  );
  const people = createPeople(createDirectory(graph, graphScopes), {
    photos: createPhotos(createPhotoSource(quietly, graphScopes)),
    presences: createPresences(createPresenceSource(quietly, presenceScopes)),
    favourites: createFavourites(identity.oid),
  });
  const history = createHistory(identity.oid);
  const account = session.account();
  const diagnostics: DiagnosticsSource = { log, configuration: config, account, people, history };
  const signedIn = {
    people,
    history,
    auth,
    diagnostics,
    preview,
    inCall: keeper.inCall,
    tryAgain: () => {
      keeper.tryAgain();
      phone?.agent.tryNow();
    },
    inspector: config.tokenInspector
      ? inspectorSource(config, session.account(), { teams, caller, acs: last })
      : null,
    signIn: () => void leave(keeper.signIn),
    signInAsAnother: () => void leave(() => session.signIn({ another: true })),
    signOut: () => {
      forgetLists(identity.oid, { forGood: true });
      log.close();
      void leave(session.signOut);
    },
  };

  session.watch((news) => {
    if (news === 'signedIn' || over) return;
    forgetLists(identity.oid, { forGood: news === 'signedOut' });
    if (news === 'revoked') return;
    over = true;
    keeper.signedOut(() => {
      log.close();
      credential?.dispose();
      people.photos.close();
      stopCallLog();
      pageLife.stop();
      void phone?.close();
      onSignedOut();
    });
  });

  /** Kept over retries: the agent that one try began goes on with the credential it was given. */
  const credentialOf = async (): Promise<Result<AzureCommunicationTokenCredential>> => {
    if (credential) return ok(credential);
    const first = await attemptToken(hook);
    if (!first.ok) return first;
    credential = createCredential(hook, first.value, {
      onTrouble: (problem) => keeper.tell('renewal', problem),
      hope: keeper.hope,
      turn: inTurn,
    });
    return ok(credential);
  };

  /** For an agent that replaces a dead one. @param fresh whether the token that there was is of no use any more */
  const credentialFor = async (fresh: boolean) => {
    if (credential && !fresh) return ok(credential);
    credential?.dispose();
    credential = null;
    const held = await credentialOf();
    keeper.tell('renewal', held.ok ? null : held.problem);
    // Signed out meanwhile: nobody else would end its renewals.
    if (over && held.ok) held.value.dispose();
    return held;
  };

  const attempt = async (mayLeave: boolean) => {
    phase.set({ kind: 'connecting', ...signedIn });
    preloadCalling();
    const held = await credentialOf();
    if (over) return;
    if (!held.ok) {
      // Mostly Entra needs to ask nothing and sends the page straight back.
      if (mayLeave && needsPerson(held.problem) && session.mayRedirect()) return leave(session.signIn);
      return failed(held.problem);
    }
    const connected = await owner.connect(credentialFor);
    if (!connected.ok) return failed(connected.problem);
    const inCall = await loadInCall().catch((cause: unknown) => fail('sdk-not-loaded', { cause }));
    if ('ok' in inCall) {
      // The next try connects again, and there are never two agents.
      await connected.value.close();
      return failed(inCall.problem);
    }
    if (over) return connected.value.close();
    phone = createPhone(connected.value, {
      features: inCall.callFeatures.map(({ feature }) => feature),
      ownId: rawIdOf(identity.oid),
      settings: createSettings(identity.oid),
      leader: createLeader(identity.oid),
      rejoin: createRejoin(identity.oid),
      createThread: (rawIds) =>
        createChat(graph, { endpoint: config.graph.endpoint, scopes: chatScopes }, [
          identity.oid,
          ...rawIds.flatMap((rawId) => objectId(rawId) ?? []),
        ]),
      isUnknown: async (rawId) => (await people.find(rawId)) === 'unknown',
      onCallEnded: (ended) => history.put(entryOfCall(ended)),
      onRingEnded: (ring) => history.add(entryOfRing(ring)),
    });
    keeper.attach(phone);
    const callLog = keepCallLog(phone, history);
    stopCallLog = callLog.stop;
    pageLife.watch(phone, connected.value.agent, callLog.end);
    watchPhone(phone, log);
    const { state } = phone;
    state.subscribe(() => connected.value.setRinging(state.get().incoming.length > 0));
    announceEnd(session.left, (isDue) =>
      keeper.tell('end', isDue ? fail('sign-in-ends-soon').problem : null),
    );
    phase.set({ kind: 'ready', phone, CallScreen: inCall.CallScreen, ...signedIn });
  };
  const retry = () => void attempt(false);
  // After a sign-in that failed, the next one is the person's to begin.
  await attempt(auth.problem === null);
}
