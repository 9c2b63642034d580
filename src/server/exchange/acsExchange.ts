import type { CommunicationIdentityClient, GetTokenForTeamsUserOptions } from '@azure/communication-identity';
import type { ExchangeResponse } from '../../contract/exchange.ts';
import type { Caller } from '../auth/caller.ts';
import { HttpError } from '../httpError.ts';
import type { ConsumeQuota } from './quota.ts';
import { explainByPermissions, translateAcsError } from './acsError.ts';

/**
 * Exchanges the Teams token of an authenticated caller for an ACS token.
 *
 * @throws HttpError 403 when ACS refuses the user; 429 when a quota is used up; 502 when ACS refuses the service, or
 *   its response is invalid; 503 when ACS does not respond
 */
export type Exchange = (caller: Caller, teamsUserAadToken: string) => Promise<ExchangeResponse>;

/** The time for both attempts together. So the client gets a response within 10 s, even if ACS never answers. */
const defaultDeadlineMs = 9_000;
/** The pause between the first attempt and the second. */
const retryPauseMs = 200;
/**
 * The longest accepted lifetime of an ACS token: 24 hours, as in Microsoft's article "Authenticate to Azure Communication
 * Services", and a minute more because clocks may differ.
 */
const maxLifetimeMs = 86_400_000 + 60_000;
/** The longest accepted ACS token, in characters. Real tokens have 1,000 to 3,000. */
const maxTokenLength = 8_192;
/** The characters that HTTP allows in a bearer token (RFC 6750). None of them can end a header or a line. */
const bearerForm = /^[\w.~+/-]+=*$/;

export interface AcsExchangeOptions {
  /** Microsoft's identity client from `createIdentityClient`, which does not retry. */
  readonly client: Pick<CommunicationIdentityClient, 'getTokenForTeamsUser'>;
  /** The application to which Entra issued the Teams token. ACS compares it with the token. */
  readonly clientId: string;
  /** Takes one exchange from the quota, before each attempt. */
  readonly consumeQuota: ConsumeQuota;
  /**
   * Whether the client first signs the service in at Entra. Default: true. Only an abort signal can end the sign-in in time.
   * Without a sign-in (with an access key) a time limit on the one request to ACS is enough. That costs far less: in Node
   * 20 an abort signal takes a tenth of the processor time of an exchange.
   */
  readonly signsIn?: boolean;
  /** Milliseconds for both attempts together. Default: 9 s. */
  readonly deadlineMs?: number;
  /**
   * Whether to repeat the request once after any broken connection or a 5xx. Default: true. If `false`, only a request whose
   * connection ACS has closed is repeated here; after other failures, `spreadExchanges` tries another resource.
   */
  readonly repeats?: boolean;
}

/** Creates the exchange. It checks the responses of ACS, because Microsoft's client returns even an empty or malformed 200. */
export function createAcsExchange({
  client,
  clientId,
  consumeQuota,
  signsIn = true,
  deadlineMs = defaultDeadlineMs,
  repeats = true,
}: AcsExchangeOptions): Exchange {
  async function tryExchange(caller: Caller, teamsUserAadToken: string, deadline: Deadline) {
    await consumeQuota(caller);
    const options = { teamsUserAadToken, clientId, userObjectId: caller.oid, ...deadline.createOptions() };
    try {
      // Without the race, a credential that ignores the abort signal could exceed the deadline.
      return checkResponse(await Promise.race([client.getTokenForTeamsUser(options), deadline.timeout]));
    } catch (error) {
      throw explainByPermissions(translateAcsError(error), teamsUserAadToken);
    }
  }

  return async (caller, teamsUserAadToken) => {
    const deadline = startDeadline(deadlineMs, signsIn);
    try {
      return await tryExchange(caller, teamsUserAadToken, deadline);
    } catch (error) {
      // A second attempt helps only if ACS was unavailable for a moment.
      if (!(error instanceof HttpError) || error.code !== 'acs_unavailable') throw error;
      if (!repeats && !isClosedConnection(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryPauseMs));
      return await tryExchange(caller, teamsUserAadToken, deadline);
    } finally {
      deadline.stop();
    }
  };
}

/**
 * Whether ACS has closed the connection. ACS closes idle connections, and a request may be under way at that moment. Such a
 * failure says nothing about the health of ACS. `translateAcsError` writes the code at the end of `detail`.
 */
const isClosedConnection = ({ detail }: HttpError): boolean => detail?.endsWith('code ECONNRESET') ?? false;

type Deadline = ReturnType<typeof startDeadline>;

/**
 * Starts the time limit of an exchange. An `AbortSignal.timeout` would not do, because it cannot be stopped: under load,
 * thousands of them would run for the full time.
 */
function startDeadline(deadlineMs: number, signsIn: boolean) {
  const endsAt = performance.now() + deadlineMs;
  const controller = signsIn ? new AbortController() : null;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      controller?.abort();
      reject(new DOMException('ACS did not respond in time', 'TimeoutError'));
    }, deadlineMs);
  });
  // Prevents an unhandled rejection if the deadline passes during the pause, when no code awaits the promise. The second
  // attempt then rejects at once.
  timeout.catch(() => {});
  return {
    /** Creates the options that let the identity client end its requests at the deadline. */
    createOptions(): Pick<GetTokenForTeamsUserOptions, 'abortSignal' | 'requestOptions'> {
      if (controller) return { abortSignal: controller.signal };
      // A timeout of 0 would mean no limit.
      return { requestOptions: { timeout: Math.max(1, Math.ceil(endsAt - performance.now())) } };
    },
    /** Rejects at the deadline. */
    timeout,
    stop: (): void => clearTimeout(timer),
  };
}

/** @throws HttpError 502 for a response without a usable token */
function checkResponse(response: { token?: unknown; expiresOn?: unknown }): ExchangeResponse {
  const { token, expiresOn } = response;
  const lifetimeMs = expiresOn instanceof Date ? expiresOn.getTime() - Date.now() : NaN;
  // An invalid date gives NaN, which fails both comparisons.
  if (!(expiresOn instanceof Date) || !(lifetimeMs > 0 && lifetimeMs <= maxLifetimeMs))
    throw createInvalidResponseError('expiresOn is invalid, past or too far ahead');
  if (typeof token !== 'string' || token.length > maxTokenLength || !bearerForm.test(token))
    throw createInvalidResponseError('token is missing, too long or malformed');
  return { token, expiresOn: expiresOn.toISOString() };
}

const createInvalidResponseError = (detail: string): HttpError =>
  new HttpError(502, 'acs_answer_invalid', { detail });
