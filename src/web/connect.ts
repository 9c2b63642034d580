import { callerScope, graphScopes, teamsScopes } from './auth/scopes.ts';
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
import { callFeatures } from './features/list.ts';
import { inspectorSource, rememberLast } from './inspector/source.ts';
import type { Phase } from './phase.ts';
import type { Store } from './store.ts';

export { startAuth };

// One per page: the SDK allows no second agent of the same identity.
const owner = createAgentOwner();

/** Begins to fetch the Calling SDK while the sign-in is still being completed. */
export const preloadCalling = owner.load;

const preview = createPreview(owner.ready);

/** From signed in to ready: the SDK and the ACS token in parallel, then the agent, then the phone. */
export async function connect(phase: Store<Phase>, config: Config, auth: StartedAuth): Promise<void> {
  const { session } = auth;
  let phone: Phone | null = null;
  const leave = async (how: 'signIn' | 'signOut') => {
    const { problem } = await session[how]();
    phase.set({ kind: 'notConnected', problem, retry, ...signedIn });
  };
  const teams = (wish?: TokenWish) => session.token(teamsScopes, wish);
  const caller = (wish?: TokenWish) => session.token([callerScope(config.tokenSource)], wish);
  const identity = { clientId: config.entra.clientId, oid: session.account()?.oid ?? '' };
  const { hook, last } = rememberLast(hookFor(config.tokenSource, identity, { teams, caller }));
  const signedIn = {
    auth,
    preview,
    inspector: config.tokenInspector
      ? inspectorSource(config, session.account(), { teams, caller, acs: last })
      : null,
    signIn: () => void leave('signIn'),
    signOut: () => void leave('signOut'),
  };

  const attempt = async () => {
    phase.set({ kind: 'connecting', ...signedIn });
    owner.load();
    const first = await attemptToken(hook);
    if (!first.ok) return phase.set({ kind: 'notConnected', problem: first.problem, retry, ...signedIn });
    const credential = createCredential(hook, first.value, (problem) => {
      if (problem) phone?.notify(problem);
    });
    const connected = await owner.connect(credential);
    if (!connected.ok) {
      credential.dispose();
      return phase.set({ kind: 'notConnected', problem: connected.problem, retry, ...signedIn });
    }
    const find = createDirectory(config.graph.endpoint, () => session.token(graphScopes));
    phone = createPhone(
      connected.value,
      createPeople(find),
      callFeatures.map(({ feature }) => feature),
    );
    phase.set({ kind: 'ready', phone, ...signedIn });
  };
  const retry = () => void attempt();
  await attempt();
}
