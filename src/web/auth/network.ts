import {
  AuthError,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-browser';
import { readRetryAfter } from '../errors/retryAfter.ts';

const requestTimeoutMs = 10_000;

async function sendRequest<T>(
  url: string,
  method: 'GET' | 'POST',
  options: NetworkRequestOptions = {},
): Promise<NetworkResponse<T>> {
  // MSAL reports an error that this function throws as `network_error`, unless the error is an `AuthError`.
  const response = await fetch(url, {
    method,
    // A redirect could send the refresh token to a server that is not Entra.
    redirect: 'error',
    signal: AbortSignal.timeout(requestTimeoutMs),
    ...(options.headers && { headers: options.headers }),
    ...(options.body && { body: options.body }),
  });
  if (response.status === 429 || response.status >= 500) {
    // MSAL would treat this answer as a refusal, and refuse all requests for a minute. The empty text is the correlation id.
    const error = new AuthError('temporarily_unavailable', '', `Entra answered ${response.status}.`);
    throw Object.assign(error, readRetryAfter(response));
  }
  return {
    headers: Object.fromEntries(response.headers),
    body: (await response.json()) as T,
    status: response.status,
  };
}

/** MSAL's own network client has no timeout, so a hanging request would block all later ones. */
export const network: INetworkModule = {
  sendGetRequestAsync: (url, options) => sendRequest(url, 'GET', options),
  sendPostRequestAsync: (url, options) => sendRequest(url, 'POST', options),
};
