/** The Entra application of ACS, to whose permissions a user consents. */
const acsApplication = 'https://auth.msft.communication.azure.com';

/**
 * The permissions that a Teams token, the Entra token that is exchanged for an ACS token, must contain. Source:
 * Microsoft's page "Microsoft Entra permissions for communication as Teams user".
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/teams-user/azure-ad-api-permissions
 */
export const teamsPermissions = ['Teams.ManageCalls', 'Teams.ManageChats'] as const;

/** The scopes by which an application asks Entra for these permissions. */
export const teamsScopes: readonly string[] = teamsPermissions.map((name) => `${acsApplication}/${name}`);
