import { CommunicationIdentityClient } from '@azure/communication-identity';
import type { Settings } from '../settings/settings.ts';
import { createCredential } from './credential.ts';
import { allowPlainHttp } from './plainHttp.ts';

// Retrying and throttling are this service's own (the client honours any Retry-After, without a limit), and a
// redirect must not carry a token to a place nobody configured.
const options = { retryOptions: { maxRetries: 0 }, redirectOptions: { maxRetries: 0 } };

/**
 * Microsoft's identity client, which proves this service to ACS by the resource's key (artifact 3, HMAC) or by an
 * Entra token of the service itself (Azure RBAC), whichever the settings give.
 */
export function createIdentityClient(
  settings: Pick<Settings, 'acs' | 'authority'>,
): CommunicationIdentityClient {
  const { acs } = settings;
  if (acs.kind === 'key') {
    return new CommunicationIdentityClient(acs.connectionString, {
      ...options,
      // Plain http passes the settings' check on loopback only.
      allowInsecureConnection: acs.endpoint.startsWith('http:'),
    });
  }
  const credential = createCredential(acs.identity, settings.authority);
  const { address, httpClient } = allowPlainHttp(acs.endpoint);
  return new CommunicationIdentityClient(address, credential, {
    ...options,
    ...(httpClient && { httpClient }),
  });
}
