import {
  AuthError,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-browser';
import { retryAfter } from '../errors/fromBackend.ts';

/** Milliseconds until a request to Entra is abandoned. */
const requestTimeoutMs = 10_000;

async function send<T>(
  url: string,
  method: 'GET' | 'POST',
  options: NetworkRequestOptions = {},
): Promise<NetworkResponse<T>> {
  // MSAL reports errors from here as `network_error`, except those of its own class.
  const response = await fetch(url, {
    method,
    // A redirect could send the refresh token to another server than Entra.
    redirect: 'error',
    signal: AbortSignal.timeout(requestTimeoutMs),
    ...(options.headers && { headers: options.headers }),
    ...(options.body && { body: options.body }),
  });
  if (response.status === 429 || response.status >= 500) throw temporarilyUnavailable(response);
  return {
    headers: Object.fromEntries(response.headers),
    body: (await response.json()) as T,
    status: response.status,
  };
}

/**
 * The error of an Entra that cannot answer now. Without it, MSAL would take the body for a refusal, and repeat that refusal
 * for every request of the next minute.
 */
const temporarilyUnavailable = (response: Response) =>
  Object.assign(
    new AuthError('temporarily_unavailable', '', `Entra answered ${response.status}.`),
    retryAfter(response),
  );

/**
 * Sends MSAL's requests, with a timeout. MSAL's own network client has none, and a request that hangs would block all later
 * requests for the same token.
 */
export const network: INetworkModule = {
  sendGetRequestAsync: (url, options) => send(url, 'GET', options),
  sendPostRequestAsync: (url, options) => send(url, 'POST', options),
};
