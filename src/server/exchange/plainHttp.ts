import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';

/**
 * Azure's clients refuse to send a bearer token over http, on loopback too. For a stand-in on this machine they are
 * given its address as https, and a transport that takes the `s` away again; nothing else of them changes.
 * Other addresses pass as they are, without a transport.
 *
 * @param address an origin that passed the settings' check, so http means loopback
 */
export function allowPlainHttp(address: string): { address: string; httpClient?: HttpClient } {
  if (!address.startsWith('http:')) return { address };
  const disguised = address.replace(/^http:/, 'https:');
  const inner = createDefaultHttpClient();
  return {
    address: disguised,
    httpClient: {
      sendRequest(request) {
        if (request.url.startsWith(`${disguised}/`)) {
          request.url = address + request.url.slice(disguised.length);
          request.allowInsecureConnection = true;
        }
        return inner.sendRequest(request);
      },
    },
  };
}
