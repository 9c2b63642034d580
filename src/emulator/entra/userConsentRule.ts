import type { Application } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import { graph } from '../core/resources.ts';
import type { ConsentPolicy } from '../wire/consentPolicies.ts';
import { type EntraError, refusals } from './protocol/refusals.ts';
import type { RequestedScopes } from './protocol/scopes.ts';

/** The Graph permission that Microsoft recommends classifying as low impact, together with the OpenID scopes. */
const basicPermission = 'User.Read';

const areAllBasic = ({ resources }: RequestedScopes): boolean =>
  resources.every(
    ({ resource, permissionNames }) =>
      resource === graph && permissionNames.every((name) => name === basicPermission),
  );

/** Tells whether a request asks for a permission that its API names in `list`. */
const includesAny = ({ resources }: RequestedScopes, list: 'adminOnly' | 'adminByDefault'): boolean =>
  resources.some(({ resource, permissionNames }) =>
    permissionNames.some((name) => resource[list].includes(name)),
  );

/**
 * Finds out whether a user must leave a consent to an administrator.
 * @returns Entra's refusal; `null` if the user may consent.
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
  const isBasic = areAllBasic(scopes);
  const isTrusted = application.publisherVerified || application.tid === person.tid;
  // Entra calls this risk-based step-up consent.
  if (!isTrusted && !isBasic) return refusals.riskyApplication();
  if (policy === 'lowImpact') return isTrusted && isBasic ? null : needsAdministrator;
  return includesAny(scopes, 'adminByDefault') ? needsAdministrator : null;
}
