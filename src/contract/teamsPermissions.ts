/** The Entra application of ACS, to whose permissions a user consents. */
const acsApplication = 'https://auth.msft.communication.azure.com';

/**
 * The permissions that a Teams token must contain: the Entra token for which ACS gives an ACS token.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/teams-user/azure-ad-api-permissions
 */
export const teamsPermissions = ['Teams.ManageCalls', 'Teams.ManageChats'] as const;

/**
 * The permission that takes the place of `teamsPermissions` with Teams Phone extensibility, where people call for a company's
 * telephone number, and not as themselves.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/tpe/teams-phone-extensibility-access-teams-phone
 */
export const extensionPermissions = ['TeamsExtension.ManageCalls'] as const;

const toScope = (name: string): string => `${acsApplication}/${name}`;
export const teamsScopes: readonly string[] = teamsPermissions.map(toScope);
/** The scopes with which an application asks Entra for `extensionPermissions`. */
export const extensionScopes: readonly string[] = extensionPermissions.map(toScope);

/** Reads the claim `scp` of a JWT without verifying the JWT. @returns null if the text has no such claim */
function readScopeClaim(token: string): string | null {
  try {
    const payload = token.split('.')[1] ?? '';
    // A JWT is written in base64url, and `atob` reads base64.
    const { scp } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { scp?: unknown };
    return typeof scp === 'string' ? scp : null;
  } catch {
    // Entra may issue tokens in a format that only ACS can read.
    return null;
  }
}

/**
 * Finds the permissions that a Teams token lacks. The token is not verified, so the result may only explain a refusal.
 * @param required what the token should contain
 * @returns an empty list if the token cannot be read
 */
export function findMissingPermissions(
  teamsToken: string,
  required: readonly string[] = teamsPermissions,
): readonly string[] {
  const permissions = readScopeClaim(teamsToken)?.split(' ');
  return permissions ? required.filter((name) => !permissions.includes(name)) : [];
}
