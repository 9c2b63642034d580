import { CommunicationIdentityClient } from '@azure/communication-identity';
import {
  createDefaultHttpClient,
  RestError,
  type HttpClient,
  type PipelineRequest,
} from '@azure/core-rest-pipeline';
import type { AcsAccess } from '../settings/acsResources.ts';
import { allowPlainHttp, createCredential } from './credential.ts';

/** The longest accepted response of ACS. An ACS token has 1,000 to 3,000 characters. */
const maxBytes = 65_536;
/** The time within which a body must arrive if the request itself has no time limit. */
const defaultTimeoutMs = 9_000;

/**
 * The identity client does not retry, because it would wait as long as any `Retry-After` asks. `createAcsExchange` retries
 * instead. The client also follows no redirect, which could carry a token to another host.
 */
const clientOptions = {
  retryOptions: { maxRetries: 0 },
  redirectOptions: { maxRetries: 0 },
  httpClient: limitResponses(),
};

/**
 * Creates Microsoft's identity client for one ACS resource. It authenticates by the resource's access key (HMAC) or by an
 * Entra token of the service (Azure RBAC).
 *
 * @param authority Entra's origin
 */
export function createIdentityClient(acs: AcsAccess, authority: string): CommunicationIdentityClient {
  if (acs.kind === 'key') {
    return new CommunicationIdentityClient(acs.connectionString, {
      ...clientOptions,
      // The settings accept plain http on loopback only.
      allowInsecureConnection: acs.endpoint.startsWith('http:'),
    });
  }
  const credential = createCredential(acs.identity, authority);
  // For a local stand-in over http, `address` has https instead, and `httpClient` turns it back into http.
  const { address, httpClient } = allowPlainHttp(acs.endpoint);
  return new CommunicationIdentityClient(address, credential, {
    ...clientOptions,
    ...(httpClient && { httpClient: limitResponses(httpClient) }),
  });
}

/**
 * Limits length and time of the response bodies that Microsoft's identity client reads. The client's own time limit ends when
 * the headers have arrived.
 *
 * @param client sends the requests. Default: Microsoft's client for HTTP
 */
function limitResponses(client: HttpClient = createDefaultHttpClient()): HttpClient {
  return {
    async sendRequest(request) {
      // A compressed response could be far longer than it looks.
      request.headers.set('Accept-Encoding', 'identity');
      // The client passes the body on as a stream if the status is in this set. Infinity stands for every status.
      request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
      const { readableStreamBody: body, ...response } = await client.sendRequest(request);
      return body ? { ...response, bodyAsText: await readText(body, request) } : response;
    },
  };
}

/** @throws RestError `RESPONSE_TOO_LONG` for a body of more than `maxBytes`, and AbortError for one that does not end in time */
async function readText(body: NodeJS.ReadableStream, request: PipelineRequest): Promise<string> {
  // The streams of Node can be destroyed; their type does not say so.
  const stream = body as NodeJS.ReadableStream & { destroy(error: Error): void };
  const timer = setTimeout(
    () => stream.destroy(new DOMException('the body did not arrive in time', 'AbortError')),
    request.timeout || defaultTimeoutMs,
  );
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      // Leaving the loop ends the connection. The status 200 makes `translateAcsError` report an invalid answer. Without a
      // status it would report an outage, and the exchange would be tried again.
      if (size > maxBytes)
        throw new RestError('response too long', { code: 'RESPONSE_TOO_LONG', statusCode: 200, request });
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks).toString();
}
