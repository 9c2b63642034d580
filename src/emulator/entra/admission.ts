import type { Application } from '../core/directory.ts';
import type { EmulatorState } from '../core/emulatorState.ts';
import type { Person } from '../core/people.ts';
import { graph, teams } from '../core/resources.ts';
import type { ConsentPolicy } from '../wire/consentPolicies.ts';
import type { Consents } from './consents.ts';
import { type EntraError, refusals } from './protocol/refusals.ts';
import type { RequestedScopes } from './protocol/scopes.ts';
import type { SignInRequest } from './protocol/signInRequest.ts';
import type { SignIn } from './sessions.ts';

/**
 * The decision on a sign-in request. Each verdict except `admitted` leads to a page: an error page (`refused`), or a page that
 * asks for a second factor (`step up`), for the user's consent, or for an administrator's consent. A hidden frame and a client
 * with a refresh token can show no page, so they get the error `refusal`.
 */
export type Admission =
  | { readonly verdict: 'admitted' }
  | { readonly verdict: 'refused' | 'step up' | 'ask consent'; readonly refusal: EntraError }
  /** `pageRefusal` is what the page says. `refusal` says only that there is no consent. */
  | { readonly verdict: 'ask admin'; readonly refusal: EntraError; readonly pageRefusal: EntraError };

export type AdmissionRequest = Pick<SignInRequest, 'application' | 'tenant' | 'scopes' | 'claims'>;

/** Creates the function that decides whether a user may get tokens. Sign-in pages, hidden frames and refresh tokens use it. */
export function createAdmissionDecider(
  { directory, conditions, revocations }: EmulatorState,
  consents: Consents,
) {
  // Conditions are faults and policies that a test switches on for a user. They take precedence over the tenant's policy.
  const readPolicy = (person: Person) =>
    conditions.read(person.oid).userConsent ??
    directory.tenants.find(({ id }) => id === person.tid)?.userConsent ??
    'microsoftDefault';

  return (
    { application, tenant, scopes, claims }: AdmissionRequest,
    person: Person,
    signIn: SignIn,
  ): Admission => {
    const { disabled, mfa, noServicePrincipal } = conditions.read(person.oid);
    if (tenant && tenant.id !== person.tid) {
      return { verdict: 'refused', refusal: refusals.userOfOtherTenant(person, tenant, application) };
    }
    if (disabled) return { verdict: 'refused', refusal: refusals.accountDisabled() };
    if (revocations.isRevoked(signIn.sid)) return { verdict: 'refused', refusal: refusals.signInRevoked() };
    if (noServicePrincipal && scopes.resources.some(({ resource }) => resource === teams)) {
      return { verdict: 'refused', refusal: refusals.noServicePrincipal(application, teams.displayName) };
    }
    // An API can demand authentication contexts (`acrs`). In the emulator, the second factor satisfies all of them.
    const lacksContext = claims.acrs.some((context) => !signIn.acrs.includes(context));
    if (lacksContext || (mfa && !signIn.hasSecondFactor)) {
      return { verdict: 'step up', refusal: refusals.mfaRequired() };
    }
    if (consents.hasConsent(person, application, scopes.resources)) return { verdict: 'admitted' };
    // No policy restricts an administrator, who sees the same consent page as other users.
    const pageRefusal = person.administrator
      ? null
      : refuseUserConsent(readPolicy(person), { application, scopes }, person);
    const refusal = refusals.consentRequired(application);
    return pageRefusal ? { verdict: 'ask admin', refusal, pageRefusal } : { verdict: 'ask consent', refusal };
  };
}

/** Tells whether all permissions have low impact. Microsoft recommends this only for the OpenID scopes and `User.Read`. */
const haveLowImpact = ({ resources }: RequestedScopes): boolean =>
  resources.every(
    ({ resource, permissionNames }) =>
      resource === graph && permissionNames.every((name) => name === 'User.Read'),
  );

/** Tells whether a request asks for a permission that its API puts on one of these lists. */
const includesAny = ({ resources }: RequestedScopes, list: 'adminOnly' | 'adminByDefault'): boolean =>
  resources.some(({ resource, permissionNames }) =>
    permissionNames.some((name) => resource[list].includes(name)),
  );

/**
 * Decides whether a user must leave a consent to an administrator.
 * @param policy the consent policy of the user's tenant.
 * @returns why the user may not consent; `null` if the user may.
 * @see https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent
 * @see https://learn.microsoft.com/entra/identity/enterprise-apps/configure-risk-based-step-up-consent
 */
export function refuseUserConsent(
  policy: ConsentPolicy,
  { application, scopes }: { readonly application: Application; readonly scopes: RequestedScopes },
  person: Person,
): EntraError | null {
  const needsAdministrator = refusals.adminConsentRequired();
  if (includesAny(scopes, 'adminOnly')) return needsAdministrator;
  if (policy === 'everything') return null;
  if (policy === 'nothing') return needsAdministrator;
  const hasLowImpact = haveLowImpact(scopes);
  const isTrusted = application.publisherVerified || application.tid === person.tid;
  // Entra's name for this rule is *risk-based step-up consent*.
  if (!isTrusted && !hasLowImpact) return refusals.riskyApplication();
  if (policy === 'lowImpact') return isTrusted && hasLowImpact ? null : needsAdministrator;
  // What remains is the policy `microsoftDefault`.
  return includesAny(scopes, 'adminByDefault') ? needsAdministrator : null;
}
