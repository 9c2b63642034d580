import {
  AuthError,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-browser';
import { retryAfter } from '../errors/fromBackend.ts';

/** Longest wait for Entra's answer, in milliseconds. */
const patience = 10_000;

async function ask<T>(
  url: string,
  method: 'GET' | 'POST',
  options: NetworkRequestOptions = {},
): Promise<NetworkResponse<T>> {
  // What is thrown here MSAL reports as `network_error`, unless it is an error of its own kind.
  const response = await fetch(url, {
    method,
    // A refresh token goes to Entra and nowhere else.
    redirect: 'error',
    signal: AbortSignal.timeout(patience),
    ...(options.headers && { headers: options.headers }),
    ...(options.body && { body: options.body }),
  });
  if (response.status === 429 || response.status >= 500) throw busy(response);
  return {
    headers: Object.fromEntries(response.headers),
    body: (await response.json()) as T,
    status: response.status,
  };
}

/**
 * Entra cannot answer now; that passes. MSAL itself would take the body for a refusal, and answer every later request
 * with it for a minute.
 */
const busy = (response: Response) =>
  Object.assign(
    new AuthError('temporarily_unavailable', '', `Entra answered ${response.status}.`),
    retryAfter(response),
  );

/**
 * MSAL's way to the network, with an end to waiting. Its own has none, and it hands every later request for the same
 * token the promise of the one that hangs.
 */
export const network: INetworkModule = {
  sendGetRequestAsync: (url, options) => ask(url, 'GET', options),
  sendPostRequestAsync: (url, options) => ask(url, 'POST', options),
};
