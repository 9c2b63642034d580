import type { ConditionStore } from '../core/conditionStore.ts';
import type { Revocations } from '../core/revocations.ts';
import type { Application } from '../core/seed.ts';
import type { SigningKey } from '../core/signingKey.ts';
import { createAdmit, type Admit } from './admission.ts';
import type { AuthorizeRequest } from './protocol/authorizeRequest.ts';
import { createConsents, type Consents } from './consents.ts';
import { createGrants, type Grants } from './grants.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createTokenIssuer, type TokenIssuer } from './tokens.ts';
import { createVault, type Vault } from './vault.ts';

/** A page that waits for the user's answer. Its handle is in the page's form, and is good once. */
export interface PendingPage {
  readonly request: AuthorizeRequest;
  /** What the page asks. */
  readonly step: 'pick' | 'step up' | 'consent';
  /** The user whom it asks; absent while an account is being picked. */
  readonly oid?: string;
}

/** The state that the routes of Entra share. */
export interface EntraState {
  /** `http://localhost:<port>`, also for requests to 127.0.0.1: all tokens have one issuer. */
  readonly origin: string;
  readonly now: () => number;
  readonly key: SigningKey;
  readonly applications: readonly Application[];
  readonly conditions: ConditionStore;
  readonly revocations: Revocations;
  readonly sessions: Sessions;
  readonly consents: Consents;
  readonly pending: Vault<PendingPage>;
  readonly grants: Grants;
  readonly tokens: TokenIssuer;
  readonly admit: Admit;
}

const tenMinutesMs = 10 * 60_000;

export function createEntraState(
  deps: Pick<EntraState, 'origin' | 'now' | 'key' | 'applications' | 'conditions' | 'revocations'> & {
    port: number;
  },
): EntraState {
  const consents = createConsents();
  return {
    ...deps,
    sessions: createSessions(deps),
    consents,
    admit: createAdmit({ ...deps, consents }),
    pending: createVault<PendingPage>({ ttlMs: tenMinutesMs, now: deps.now }),
    grants: createGrants(deps),
    tokens: createTokenIssuer(deps),
  };
}
