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
 * Creates the credential that the settings name. It does not use a chain of credentials: a chain tries
 * identities that nobody intended, and its errors mention all of them.
 *
 * @param authority Entra's origin
 */
export function createCredential(identity: ServiceIdentity, authority: string): TokenCredential {
  const { address: authorityHost, httpClient } = allowPlainHttp(authority);
  const options = {
    authorityHost,
    retryOptions: { maxRetries: 1 },
    // The authority passed the check of the settings. MSAL needs instance discovery only for hosts that it does
    // not know.
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
