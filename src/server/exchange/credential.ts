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
 * Creates the credential for the service's own identity. `DefaultAzureCredential` would try one kind of identity after
 * another: it could find one that the operator did not intend, and its errors mention all kinds.
 *
 * @param authority Entra's origin
 */
export function createCredential(identity: ServiceIdentity, authority: string): TokenCredential {
  const { address: authorityHost, httpClient } = allowPlainHttp(authority);
  const options = {
    authorityHost,
    retryOptions: { maxRetries: 1 },
    // MSAL would ask Microsoft whether the host of a local Entra is genuine. The check of the settings has accepted that host.
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
 * Lets Azure's clients send a bearer token to a local stand-in over plain http, which they refuse even on loopback. They get
 * an https address, and an HTTP client that turns the address of each request back into http.
 *
 * @param address an origin that passed the check of the settings, which accepts http only on loopback
 * @returns an https address unchanged, without an HTTP client
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
