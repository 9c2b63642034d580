/** What artifact 1 must be allowed to do. Source: Microsoft's article on custom Teams endpoints. */
export const teamsScopes = ['https://auth.msft.communication.azure.com/Teams.ManageCalls'];

/** Names of colleagues instead of ids. Without a resource before them, they are Microsoft Graph's of any cloud. */
export const graphScopes = ['User.Read', 'User.ReadBasic.All'];
