import type { EmulatorState } from '../core/emulatorState.ts';
import { createAdmissionDecider, type DecideAdmission } from './admission.ts';
import type { AuthorizeRequest } from './protocol/authorizeRequest.ts';
import type { DeviceRequest } from './protocol/deviceRequest.ts';
import { createConsents, type Consents } from './consents.ts';
import { createDeviceCodes, type DeviceCodes } from './deviceCodes.ts';
import { createGrants, type Grants } from './grants.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createTokenIssuer, type TokenIssuer } from './tokens.ts';
import { createExpiringStore, type ExpiringStore } from './expiringStore.ts';

/**
 * A sign-in page that waits for the user's answer. The hidden field `handle` of the page's form identifies the pending
 * page. Each handle is accepted once.
 */
export interface PendingPage {
  readonly request: AuthorizeRequest | DeviceRequest;
  /** What the page asks for: an account, a second factor (`step up`), or consent to permissions. */
  readonly step: 'pick' | 'step up' | 'consent';
  /** The object id of the user whom the page asks. It is absent while the user picks an account. */
  readonly oid?: string;
}

export interface EntraState extends EmulatorState {
  readonly sessions: Sessions;
  readonly consents: Consents;
  readonly pendingPages: ExpiringStore<PendingPage>;
  /** Authorization codes and refresh tokens. */
  readonly grants: Grants;
  readonly deviceCodes: DeviceCodes;
  readonly tokens: TokenIssuer;
  readonly decideAdmission: DecideAdmission;
}

/** Milliseconds that a user has for answering a sign-in page. */
const pageLifetimeMs = 10 * 60_000;

export function createEntraState(state: EmulatorState): EntraState {
  const consents = createConsents(state.directory);
  return {
    ...state,
    sessions: createSessions(state),
    consents,
    decideAdmission: createAdmissionDecider(state, consents),
    pendingPages: createExpiringStore<PendingPage>(pageLifetimeMs, state.now),
    grants: createGrants(state.now),
    deviceCodes: createDeviceCodes(state),
    tokens: createTokenIssuer(state),
  };
}
