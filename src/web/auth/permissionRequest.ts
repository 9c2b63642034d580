import { capabilitiesBySource } from '../capabilities/capabilities.ts';
import type { Config } from '../config/schema.ts';
import {
  featurePermissions,
  listOfferedFeatures,
  type PermissionGroup,
  type PermissionRequest,
} from '../consent/consents.ts';
import { createRedirectUris, findAuthorityOrigin } from './msalConfig.ts';
import { getExchangeScopes, isDefaultScope } from './scopes.ts';

/** Entra's consent page needs full scopes, but the app writes those of Microsoft Graph without the API: `User.Read`. */
const toFullScope = (scope: string): string =>
  scope.includes('/') ? scope : `https://graph.microsoft.com/${scope}`;

/**
 * Lists the permissions that the app needs, with links to the pages on which an administrator grants them.
 * @param tid the signed-in user's tenant id; `null` for the tenant in the configuration
 * @param origin the app's own, to which Entra returns
 * @see https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export function createPermissionRequest(
  { entra, tokenSource, graph }: Pick<Config, 'entra' | 'tokenSource' | 'graph'>,
  tid: string | null,
  origin: string,
): PermissionRequest {
  const { teams, caller: callerScope } = getExchangeScopes(tokenSource);
  const requiredGroups: PermissionGroup[] = [{ purpose: 'calls', scopes: teams, consenter: 'isRequired' }];
  if (callerScope !== null) {
    const purpose = tokenSource.kind === 'service' ? 'service' : 'exchange';
    requiredGroups.push({ purpose, scopes: [callerScope], consenter: 'isRequired' });
  }
  const capabilities = capabilitiesBySource[tokenSource.kind];
  const oneDrive = graph.oneDriveOrigins !== undefined;
  const optionalGroups = listOfferedFeatures({ ...capabilities, oneDrive }).map((purpose) => {
    const { scopes, consenter } = featurePermissions[purpose];
    return { purpose, scopes, consenter };
  });
  const groups = [...requiredGroups, ...optionalGroups];

  const createLink = (scopes: readonly string[]): string => {
    const query = new URLSearchParams({
      client_id: entra.clientId,
      redirect_uri: createRedirectUris(origin).page,
      scope: [...new Set(scopes.map(toFullScope))].join(' '),
    });
    return `${findAuthorityOrigin(entra)}/${tid ?? entra.tenant}/v2.0/adminconsent?${query}`;
  };
  const listScopes = (listed: readonly PermissionGroup[]) =>
    listed.flatMap(({ scopes }) => scopes).filter((scope) => !isDefaultScope(scope));
  return {
    groups,
    allLink: createLink(listScopes(groups)),
    requiredLink: createLink(listScopes(requiredGroups)),
    resourceLink: callerScope !== null && isDefaultScope(callerScope) ? createLink([callerScope]) : null,
  };
}
