import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import type { ServiceIdentity } from '../settings/serviceIdentity.ts';
import { allowPlainHttp } from './plainHttp.ts';

/**
 * The one credential the settings name. No chain of guesses: a chain tries identities nobody meant, and its errors
 * tell about all of them.
 *
 * @param authority Entra's origin
 */
export function createCredential(identity: ServiceIdentity, authority: string): TokenCredential {
  const { address: authorityHost, httpClient } = allowPlainHttp(authority);
  const options = {
    authorityHost,
    retryOptions: { maxRetries: 1 },
    // The authority passed the settings' check; the look-up is needed for hosts unknown to MSAL only.
    ...(httpClient && { httpClient, disableInstanceDiscovery: true }),
  };
  switch (identity.kind) {
    case 'secret':
      return new ClientSecretCredential(identity.tenantId, identity.clientId, identity.secret, options);
    case 'certificate':
      return new ClientCertificateCredential(identity.tenantId, identity.clientId, identity.path, options);
    case 'workload':
      return new WorkloadIdentityCredential({
        ...options,
        tenantId: identity.tenantId,
        clientId: identity.clientId,
        tokenFilePath: identity.tokenFile,
      });
    case 'managed':
      return identity.clientId === null
        ? new ManagedIdentityCredential()
        : new ManagedIdentityCredential({ clientId: identity.clientId });
  }
}
