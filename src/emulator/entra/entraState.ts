import type { EmulatorState } from '../core/emulatorState.ts';
import { createAdmissionDecider } from './admission.ts';
import type { AuthorizeRequest, DeviceRequest } from './protocol/signInRequest.ts';
import { createConsents } from './consents.ts';
import { createDeviceCodes } from './deviceCodes.ts';
import { createGrants } from './grants.ts';
import { createSessions } from './sessions.ts';
import { createTokenIssuer } from './tokens.ts';
import { createExpiringStore } from './expiringStore.ts';

/** A sign-in page that waits for the user's answer. A hidden field of its form has its handle, which works once. */
export interface PendingPage {
  readonly request: AuthorizeRequest | DeviceRequest;
  /** What the page asks for: an account, a second factor (`step up`), or consent to permissions. */
  readonly step: 'pick' | 'step up' | 'consent';
  /** The object id of the user whom the page asks. It is absent while the user picks an account. */
  readonly oid?: string;
}

/** Milliseconds that a user has for answering a sign-in page. */
const pageLifetimeMs = 10 * 60_000;

export type EntraState = ReturnType<typeof createEntraState>;

export function createEntraState(state: EmulatorState) {
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
