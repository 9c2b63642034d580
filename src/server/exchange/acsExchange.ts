import type { CommunicationIdentityClient } from '@azure/communication-identity';
import type { ExchangeResponse } from '../../contract/exchange.ts';
import type { Caller } from '../auth/caller.ts';
import { HttpError } from '../httpError.ts';
import type { Exchange } from './exchange.ts';
import type { ConsumeQuota } from './quota.ts';
import { fromAcsError } from './acsError.ts';

/**
 * Milliseconds for both attempts together, so that the client gets a response within 10 s whatever ACS does.
 */
const deadlineMs = 9_000;
const retryPauseMs = 200;
/**
 * Longest lifetime of an ACS token: 24 hours ("Authenticate to Azure Communication Services"), plus a minute
 * because clocks may differ.
 */
const maxLifetimeMs = 86_400_000 + 60_000;
/** Longest accepted ACS token, in characters. They are 1 to 3 KB. */
const maxTokenLength = 8_192;
/**
 * The characters that HTTP allows in a bearer token (RFC 6750), so that nothing in it can end a header or a
 * line.
 */
const bearerForm = /^[\w.~+/-]+=*$/;

export interface AcsExchangeOptions {
  /** Made by `createIdentityClient`, which disables the client's own retries. */
  readonly client: Pick<CommunicationIdentityClient, 'getTokenForTeamsUser'>;
  /** The application to which the Teams token was issued; ACS compares it with the token. */
  readonly clientId: string;
  /** Called before each attempt. */
  readonly consumeQuota: ConsumeQuota;
}

/**
 * Creates the exchange on Microsoft's identity client. It checks the responses, because the client passes on an
 * empty or garbled 200 unchanged. It repeats a request once after a broken connection or a 5xx.
 */
export function createAcsExchange({ client, clientId, consumeQuota }: AcsExchangeOptions): Exchange {
  async function attempt(caller: Caller, teamsUserAadToken: string, deadline: Deadline) {
    await consumeQuota(caller);
    const options = { teamsUserAadToken, clientId, userObjectId: caller.oid, abortSignal: deadline.signal };
    try {
      // Not every credential honours the signal, hence the race.
      return checkResponse(await Promise.race([client.getTokenForTeamsUser(options), deadline.passed]));
    } catch (error) {
      throw fromAcsError(error);
    }
  }

  return async (caller, teamsUserAadToken) => {
    const deadline = startDeadline();
    try {
      return await attempt(caller, teamsUserAadToken, deadline);
    } catch (error) {
      if (!(error instanceof HttpError) || error.code !== 'acs_unavailable') throw error;
      await new Promise((resolve) => setTimeout(resolve, retryPauseMs));
      return await attempt(caller, teamsUserAadToken, deadline);
    } finally {
      deadline.stop();
    }
  };
}

interface Deadline {
  readonly signal: AbortSignal;
  /** Rejects when the time is up. */
  readonly passed: Promise<never>;
  stop(): void;
}

/**
 * Not `AbortSignal.timeout`, which cannot be stopped: under load thousands of its timers would run for the full
 * 9 s.
 */
function startDeadline(): Deadline {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(new DOMException('ACS did not respond in time', 'TimeoutError'));
    }, deadlineMs);
  });
  // The deadline may pass during the pause before the second attempt, when nothing awaits the promise. The
  // attempt then rejects at once.
  passed.catch(() => {});
  return { signal: controller.signal, passed, stop: () => clearTimeout(timer) };
}

function checkResponse(response: { token?: unknown; expiresOn?: unknown }): ExchangeResponse {
  const { token, expiresOn } = response;
  const lifetime = expiresOn instanceof Date ? expiresOn.getTime() - Date.now() : NaN;
  // An invalid date gives NaN, which fails both comparisons.
  if (!(expiresOn instanceof Date) || !(lifetime > 0 && lifetime <= maxLifetimeMs))
    throw invalidResponse('expiresOn is invalid, past or too far ahead');
  if (typeof token !== 'string' || token.length > maxTokenLength || !bearerForm.test(token))
    throw invalidResponse('token is missing, too long or malformed');
  return { token, expiresOn: expiresOn.toISOString() };
}

const invalidResponse = (detail: string): HttpError => new HttpError(502, 'acs_answer_invalid', { detail });
