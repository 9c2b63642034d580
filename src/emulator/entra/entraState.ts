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

/** A sign-in that waits for a person's click. Its handle is in the page's form, good for one post. */
export interface Pending {
  readonly request: AuthorizeRequest;
  /** What the page asks. */
  readonly step: 'pick' | 'step up' | 'consent';
  /** Whom it asks; absent while a person is being picked. */
  readonly oid?: string;
}

/** What the routes of the emulated Entra share. */
export interface EntraState {
  /** `http://localhost:<port>`, whatever name a request came by: tokens have one issuer. */
  readonly origin: string;
  readonly now: () => number;
  readonly key: SigningKey;
  readonly applications: readonly Application[];
  readonly conditions: ConditionStore;
  readonly revocations: Revocations;
  readonly sessions: Sessions;
  readonly consents: Consents;
  readonly pending: Vault<Pending>;
  readonly grants: Grants;
  readonly tokens: TokenIssuer;
  readonly admit: Admit;
}

const tenMinutes = 10 * 60_000;

export function createEntraState(
  given: Pick<EntraState, 'origin' | 'now' | 'key' | 'applications' | 'conditions' | 'revocations'> & {
    port: number;
  },
): EntraState {
  const consents = createConsents();
  return {
    ...given,
    sessions: createSessions(given),
    consents,
    admit: createAdmit({ ...given, consents }),
    pending: createVault<Pending>({ ttl: tenMinutes, now: given.now }),
    grants: createGrants(given),
    tokens: createTokenIssuer(given),
  };
}
