import { CommunicationIdentityClient } from '@azure/communication-identity';
import type { AcsAccess } from '../settings/settings.ts';

// Retrying and throttling are this service's own (the client honours any Retry-After, without a limit), and a
// redirect must not carry a token to a place nobody configured.
const options = { retryOptions: { maxRetries: 0 }, redirectOptions: { maxRetries: 0 } };

/** Microsoft's identity client, signing with the connection string's key (artifact 3). */
export function createIdentityClient(access: AcsAccess): CommunicationIdentityClient {
  if (access.kind === 'entra') throw new Error('ACS_ENDPOINT is not served yet');
  return new CommunicationIdentityClient(access.connectionString, {
    ...options,
    // Plain http passes the settings' check on loopback only.
    allowInsecureConnection: access.endpoint.startsWith('http:'),
  });
}
