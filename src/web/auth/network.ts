import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-browser';

/** Longest wait for Entra's answer, in milliseconds. */
const patience = 10_000;

async function ask<T>(
  url: string,
  method: 'GET' | 'POST',
  options: NetworkRequestOptions = {},
): Promise<NetworkResponse<T>> {
  // What is thrown here MSAL reports as `network_error`.
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(patience),
    ...(options.headers && { headers: options.headers }),
    ...(options.body && { body: options.body }),
  });
  return {
    headers: Object.fromEntries(response.headers),
    body: (await response.json()) as T,
    status: response.status,
  };
}

/**
 * MSAL's way to the network, with an end to waiting. Its own has none, and it hands every later request for the same
 * token the promise of the one that hangs.
 */
export const network: INetworkModule = {
  sendGetRequestAsync: (url, options) => ask(url, 'GET', options),
  sendPostRequestAsync: (url, options) => ask(url, 'POST', options),
};
