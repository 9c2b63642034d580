import type { Config } from '../config/schema.ts';

/** What artifact 1 must be allowed to do. Source: Microsoft's article on custom Teams endpoints. */
export const teamsScopes = ['https://auth.msft.communication.azure.com/Teams.ManageCalls'];

/** Names of colleagues instead of ids. Without a resource before them, they are Microsoft Graph's of any cloud. */
export const graphScopes = ['User.Read', 'User.ReadBasic.All'];

/** Whether colleagues are free. Everything works without; it is then not shown. */
export const presenceScopes = ['Presence.Read.All'];

/** To make the chat that a group call belongs to. Calls of two, and everything else, work without. */
export const chatScopes = ['Chat.Create'];

/**
 * By what the caller proves itself where artifact 1 is exchanged: to the token service by that service's own scope
 * (artifact 2), to the ACS resource by whatever roles the person has on it. `null`: by no token of Entra's.
 */
export const callerScope = (tokenSource: Config['tokenSource']): string | null =>
  tokenSource.kind === 'service' ? tokenSource.scope : 'https://communication.azure.com/.default';
