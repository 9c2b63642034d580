import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';

/**
 * Lets Azure's clients send a bearer token to an emulated service over plain http, which they refuse even on loopback.
 * The client gets the address as https and a transport that turns it back into http. Other addresses are
 * returned unchanged, without a transport.
 *
 * @param address an origin that passed the check of the settings, so http implies loopback
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
