import type { Config } from '../config/schema.ts';

/** What artifact 1 must be allowed to do. Source: Microsoft's article on custom Teams endpoints. */
export const teamsScopes = ['https://auth.msft.communication.azure.com/Teams.ManageCalls'];

/** Names of colleagues instead of ids. */
export const graphScopes = ({ graph }: Config): string[] =>
  ['User.Read', 'User.ReadBasic.All'].map((permission) => `${new URL(graph.endpoint).origin}/${permission}`);
