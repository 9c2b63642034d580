import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';

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
