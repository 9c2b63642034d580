import type { EmulatorState } from '../core/emulatorState.ts';
import type { Person } from '../core/people.ts';
import type { Consents } from './consents.ts';
import type { EntraError } from './protocol/errors.ts';
import { refusals } from './protocol/refusals.ts';
import { teams } from '../core/resources.ts';
import type { SignInRequest } from './protocol/signInRequest.ts';
import type { SignIn } from './sessions.ts';
import { refuseUserConsent } from './userConsentRule.ts';

/**
 * The decision on a sign-in request. Each verdict except `admitted` normally leads to a page:
 *
 * - `refused`: an error page.
 * - `step up`: a page that asks for a second factor.
 * - `ask consent`: a page that asks for the user's consent.
 * - `ask admin`: a page that says that an administrator has to consent.
 *
 * In a hidden frame, and when a client sends a refresh token, no page can be shown. The client then gets the error
 * `refusal`.
 */
export type Admission =
  | { readonly verdict: 'admitted' }
  | { readonly verdict: 'refused' | 'step up' | 'ask consent'; readonly refusal: EntraError }
  /** `pageRefusal` is what the page says. Without a page, Entra says only that there is no consent. */
  | { readonly verdict: 'ask admin'; readonly refusal: EntraError; readonly pageRefusal: EntraError };

export type AdmissionRequest = Pick<SignInRequest, 'application' | 'tenant' | 'scopes' | 'claims'>;

/**
 * Creates the function that decides whether a user may get tokens. The same rules apply to sign-in pages, hidden frames and
 * refresh tokens, but the callers react differently to the verdict.
 */
export function createAdmissionDecider(
  { directory, conditions, revocations }: EmulatorState,
  consents: Consents,
) {
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
    const lacksAuthContext = claims.acrs.some((authContext) => !signIn.acrs.includes(authContext));
    if (lacksAuthContext || (mfa && !signIn.hasSecondFactor))
      return { verdict: 'step up', refusal: refusals.mfaRequired() };
    if (consents.hasConsent(person, application, scopes.resources)) return { verdict: 'admitted' };
    // No policy restricts an administrator, who sees the same consent page as other users.
    const pageRefusal = person.administrator
      ? null
      : refuseUserConsent(readPolicy(person), { application, scopes }, person);
    const refusal = refusals.consentRequired(application);
    return pageRefusal ? { verdict: 'ask admin', refusal, pageRefusal } : { verdict: 'ask consent', refusal };
  };
}
