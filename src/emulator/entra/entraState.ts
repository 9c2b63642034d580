import type { ConditionStore } from '../core/conditionStore.ts';
import type { Revocations } from '../core/revocations.ts';
import type { Directory } from '../core/directory.ts';
import type { SigningKey } from '../core/signingKey.ts';
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

/** The state that the routes of the emulated Entra share. */
export interface EntraState {
  /** `http://localhost:<port>`, also for requests to 127.0.0.1, so that all tokens have the same issuer. */
  readonly origin: string;
  /** @returns milliseconds since 1970. */
  readonly now: () => number;
  readonly key: SigningKey;
  readonly directory: Directory;
  /** Faults that a test or a user of the emulator has switched on. */
  readonly conditions: ConditionStore;
  readonly revocations: Revocations;
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

/** @param port the emulator's port, which goes into the name of the session cookie. */
export function createEntraState(
  options: Pick<EntraState, 'origin' | 'now' | 'key' | 'directory' | 'conditions' | 'revocations'> & {
    port: number;
  },
): EntraState {
  const consents = createConsents(options.directory);
  return {
    ...options,
    sessions: createSessions(options),
    consents,
    decideAdmission: createAdmissionDecider({ ...options, consents }),
    pendingPages: createExpiringStore<PendingPage>({ ttlMs: pageLifetimeMs, now: options.now }),
    grants: createGrants(options),
    deviceCodes: createDeviceCodes(options),
    tokens: createTokenIssuer(options),
  };
}
