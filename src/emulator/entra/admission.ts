import type { ConditionStore } from '../core/conditionStore.ts';
import type { Person } from '../core/people.ts';
import type { Application, Tenant } from '../core/seed.ts';
import type { Revocations } from '../core/revocations.ts';
import type { ClaimsRequest } from './protocol/claimsRequest.ts';
import type { Consents } from './consents.ts';
import type { EntraError } from './protocol/errors.ts';
import { refusals } from './protocol/refusals.ts';
import { teams } from '../core/resources.ts';
import type { RequestedScopes } from './protocol/scopes.ts';
import type { SignIn } from './sessions.ts';

/** The decision whether a user gets a token, a page that asks for something, or a refusal. */
export type Admission =
  | { readonly verdict: 'admitted' }
  | { readonly verdict: 'refused' | 'step up' | 'ask consent' | 'ask admin'; readonly refusal: EntraError };

export interface AdmissionRequest {
  readonly application: Application;
  /** `null` for any work account. */
  readonly tenant: Tenant | null;
  readonly scopes: RequestedScopes;
  readonly claims: ClaimsRequest;
}

/** Decides about a user. Sign-in pages, hidden frames and refresh tokens share it, and act on the verdict differently. */
export type Admit = (request: AdmissionRequest, person: Person, signIn: SignIn) => Admission;

export function createAdmit({
  conditions,
  consents,
  revocations,
}: {
  conditions: ConditionStore;
  consents: Consents;
  revocations: Revocations;
}): Admit {
  return ({ application, tenant, scopes, claims }, person, signIn) => {
    const { disabled, mfa, adminConsentOnly, noServicePrincipal } = conditions.of(person.oid);
    if (tenant && tenant.id !== person.tid) {
      return { verdict: 'refused', refusal: refusals.foreignUser(person, tenant, application) };
    }
    if (disabled) return { verdict: 'refused', refusal: refusals.disabled() };
    if (revocations.isRevoked(signIn.sid)) return { verdict: 'refused', refusal: refusals.revoked() };
    if (noServicePrincipal && scopes.resources.some(({ resource }) => resource === teams)) {
      return { verdict: 'refused', refusal: refusals.noServicePrincipal(application, teams.displayName) };
    }
    const lacksContext = claims.acrs.some((context) => !signIn.acrs.includes(context));
    if (lacksContext || (mfa && !signIn.mfa)) return { verdict: 'step up', refusal: refusals.mfaRequired() };
    if (consents.covers(person, application, scopes.resources)) return { verdict: 'admitted' };
    const adminOnly = scopes.resources.some(({ resource, names }) =>
      names.some((name) => resource.adminOnly.includes(name)),
    );
    return adminOnly || adminConsentOnly
      ? { verdict: 'ask admin', refusal: refusals.adminConsentRequired() }
      : { verdict: 'ask consent', refusal: refusals.consentRequired(application) };
  };
}
