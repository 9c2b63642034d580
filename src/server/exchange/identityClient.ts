import { CommunicationIdentityClient } from '@azure/communication-identity';
import type { AcsAccess } from '../settings/acsAccess.ts';
import { createCredential } from './credential.ts';
import { limitResponses } from './limitResponses.ts';
import { allowPlainHttp } from './plainHttp.ts';

/**
 * The identity client does not retry, because it would wait for any `Retry-After`, however long. `createAcsExchange`
 * retries instead. The client also follows no redirect, which could carry a token to another host.
 */
const clientOptions = {
  retryOptions: { maxRetries: 0 },
  redirectOptions: { maxRetries: 0 },
  httpClient: limitResponses(),
};

/**
 * Creates Microsoft's identity client for one ACS resource. It authenticates there by the access key of the resource
 * (HMAC) or by an Entra token of the service (Azure RBAC), depending on the settings.
 *
 * @param authority Entra's origin
 */
export function createIdentityClient(acs: AcsAccess, authority: string): CommunicationIdentityClient {
  if (acs.kind === 'key') {
    return new CommunicationIdentityClient(acs.connectionString, {
      ...clientOptions,
      // The settings accept plain http on loopback only.
      allowInsecureConnection: acs.endpoint.startsWith('http:'),
    });
  }
  const credential = createCredential(acs.identity, authority);
  const { address, httpClient } = allowPlainHttp(acs.endpoint);
  return new CommunicationIdentityClient(address, credential, {
    ...clientOptions,
    ...(httpClient && { httpClient: limitResponses(httpClient) }),
  });
}
