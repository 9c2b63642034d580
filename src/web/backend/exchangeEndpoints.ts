import * as z from 'zod/mini';
import { ExchangeResponse } from '../../contract/exchange.ts';
import type { Config } from '../config/schema.ts';
import type { ProblemCode } from '../errors/catalogue.ts';
import { fail, type Failure } from '../errors/problem.ts';
import { translateAcsAnswer } from '../errors/translateAcsAnswer.ts';
import { translateExtensionAnswer } from '../errors/translateExtensionAnswer.ts';
import { isTeamsTokenRefused, translateServiceError } from '../errors/translateServiceError.ts';

/** `teams`: the token that is exchanged. `caller`: the token that proves the user, unless a cookie or the Teams token does. */
export type TokenName = 'teams' | 'caller';

/** Where the app exchanges a Teams token (of Entra) for an ACS token, what to send there, and what the failures mean. */
export interface ExchangeEndpoint {
  readonly url: string;
  /** @param callerToken `null` if the endpoint needs none */
  readonly createRequest: (
    teamsToken: string,
    callerToken: string | null,
  ) => { readonly bearer: string | null; readonly body: object };
  /** Reads the body of a 200. @returns `undefined` for any other content */
  readonly readAnswer: (body: unknown) => ExchangeResponse | undefined;
  /** The code of the problem if a 200 has any other content. */
  readonly invalidAnswer: ProblemCode;
  readonly findRefusedTokens: (response: Response) => Promise<readonly TokenName[]>;
  readonly translateRefusal: (response: Response, teamsToken: string) => Promise<Failure>;
  /** Finds the problem when there was no response. @param cause what `fetch` threw */
  readonly explainMissingResponse: (cause: unknown, signal: AbortSignal) => Promise<Failure>;
}

/** The application and the user, which ACS compares with the claims of the Teams token. */
export interface ExchangeIdentity {
  readonly clientId: string;
  readonly oid: string;
}

export function createExchangeEndpoint(
  source: Config['tokenSource'],
  identity: ExchangeIdentity,
): ExchangeEndpoint {
  switch (source.kind) {
    case 'service':
      return createServiceEndpoint(source.url);
    case 'resource':
      return createResourceEndpoint(source.endpoint, identity);
    case 'teamsExtension':
      return createExtensionEndpoint(source.endpoint);
  }
}

const readExchangeResponse = (body: unknown) => ExchangeResponse.safeParse(body).data;

/** Describes the exchange at a token service. @param url the address of its exchange route */
const createServiceEndpoint = (url: string): ExchangeEndpoint => ({
  url,
  createRequest: (teamsUserAadToken, bearer) => ({ bearer, body: { teamsUserAadToken } }),
  readAnswer: readExchangeResponse,
  invalidAnswer: 'service-answer-invalid',
  async findRefusedTokens(response) {
    if (response.status === 401) return ['caller'];
    return response.status === 403 && (await isTeamsTokenRefused(response)) ? ['teams'] : [];
  },
  translateRefusal: translateServiceError,
  explainMissingResponse: async (cause) => fail('service-unreachable', { cause }),
});

/**
 * Describes the exchange at the ACS resource, on which the user needs a role.
 * @param endpoint the address of the resource, for example `https://example.communication.azure.com`
 * @see https://learn.microsoft.com/rest/api/communication/identity/communication-identity/exchange-teams-user-access-token
 */
const createResourceEndpoint = (endpoint: string, { clientId, oid }: ExchangeIdentity): ExchangeEndpoint => ({
  url: new URL('/teamsUser/:exchangeAccessToken?api-version=2023-10-01', endpoint).href,
  createRequest: (token, bearer) => ({ bearer, body: { token, appId: clientId, userId: oid } }),
  readAnswer: readExchangeResponse,
  invalidAnswer: 'service-answer-invalid',
  // The answer does not say which of the two tokens the resource refuses.
  findRefusedTokens: async ({ status }) => (status === 401 ? ['teams', 'caller'] : []),
  translateRefusal: translateAcsAnswer,
  explainMissingResponse: (cause, signal) => findOutage(endpoint, 'acs-cors-refused', cause, signal),
});

/** The answer has the identity, too, which the Calling SDK reads from the token. */
const ExtensionResponse = z.object({ accessToken: ExchangeResponse });

/**
 * Describes the exchange of Teams Phone extensibility, at the ACS resource to which the user is assigned. The request is the one of
 * `AzureCommunicationTokenCredential` with its Entra options (@azure/communication-common 2.5.0); docs/decisions/sign-in.md says
 * why the app sends it itself.
 * @param endpoint as for `createResourceEndpoint`
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/tpe/teams-phone-extensibility-access-teams-phone
 */
const createExtensionEndpoint = (endpoint: string): ExchangeEndpoint => ({
  url: new URL('/access/teamsExtension/:exchangeAccessToken?api-version=2025-06-30', endpoint).href,
  createRequest: (teamsToken) => ({ bearer: teamsToken, body: {} }),
  readAnswer: (body) => ExtensionResponse.safeParse(body).data?.accessToken,
  invalidAnswer: 'acs-failed',
  findRefusedTokens: async ({ status }) => (status === 401 ? ['teams'] : []),
  translateRefusal: translateExtensionAnswer,
  explainMissingResponse: (cause, signal) => findOutage(endpoint, 'acs-page-refused', cause, signal),
});

/** Finds out why `fetch` failed. @param corsCode the code of the problem if the ACS resource has refused the CORS preflight */
async function findOutage(
  endpoint: string,
  corsCode: ProblemCode,
  cause: unknown,
  signal: AbortSignal,
): Promise<Failure> {
  try {
    // The failed `fetch` does not tell whether the server is unreachable or has refused the CORS preflight. This request needs no
    // preflight, because it sends no headers of its own and does not read the answer.
    await fetch(endpoint, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal });
    return fail(corsCode, { cause });
  } catch {
    return fail('acs-unreachable', { cause });
  }
}
