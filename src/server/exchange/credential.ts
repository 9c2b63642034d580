import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';
import type { ServiceIdentity } from '../settings/serviceIdentity.ts';

/**
 * Creates the credential for the service's own identity. It does not use `DefaultAzureCredential`, which tries one kind
 * of identity after another: it could find an identity that the operator did not intend, and its errors mention all
 * kinds.
 *
 * @param authority Entra's origin
 */
export function createCredential(identity: ServiceIdentity, authority: string): TokenCredential {
  const { address: authorityHost, httpClient } = allowPlainHttp(authority);
  const options = {
    authorityHost,
    retryOptions: { maxRetries: 1 },
    // MSAL does not know the host of an emulated Entra, and would ask Microsoft about it (instance discovery). The
    // check of the settings has already accepted this host.
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

/**
 * Lets Azure's clients send a bearer token to an emulated service over plain http. These clients refuse to do so, even
 * on loopback. A client therefore gets an https address, and an HTTP client that turns the address of each request back
 * into http. An https address is returned unchanged, without an HTTP client.
 *
 * @param address an origin that passed the check of the settings. That check accepts http only on loopback
 */
export function allowPlainHttp(address: string): { address: string; httpClient?: HttpClient } {
  if (!address.startsWith('http:')) return { address };
  const httpsAddress = address.replace(/^http:/, 'https:');
  const defaultClient = createDefaultHttpClient();
  return {
    address: httpsAddress,
    httpClient: {
      sendRequest(request) {
        if (request.url.startsWith(`${httpsAddress}/`)) {
          request.url = address + request.url.slice(httpsAddress.length);
          request.allowInsecureConnection = true;
        }
        return defaultClient.sendRequest(request);
      },
    },
  };
}
