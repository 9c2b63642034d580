import type { Config } from '../config/schema.ts';

/** The scope of the Teams token. Source: Microsoft's article on custom Teams endpoints. */
export const teamsScopes = ['https://auth.msft.communication.azure.com/Teams.ManageCalls'];

/** For the names of people. Scopes without a resource in front belong to Microsoft Graph. */
export const graphScopes = ['User.Read', 'User.ReadBasic.All'];

/** For presence. Without it, the app works and shows no presence. */
export const presenceScopes = ['Presence.Read.All'];

/** For creating the chat of a group call. Everything else works without it. */
export const chatScopes = ['Chat.Create'];

/**
 * The scope of the token that proves the user to the exchange endpoint: the token service's own scope for a caller token, or
 * the ACS resource's, where the user's roles count. `null`: the user is proved by a cookie instead.
 */
export const callerScope = (tokenSource: Config['tokenSource']): string | null =>
  tokenSource.kind === 'service' ? tokenSource.scope : 'https://communication.azure.com/.default';
