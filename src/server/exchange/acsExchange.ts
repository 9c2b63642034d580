import type { CommunicationIdentityClient } from '@azure/communication-identity';
import type { ExchangeResponse } from '../../contract/exchange.ts';
import type { Caller } from '../auth/caller.ts';
import { HttpError } from '../httpError.ts';
import type { Exchange } from './exchange.ts';
import type { ConsumeQuota } from './quota.ts';
import { fromAcsError } from './acsError.ts';

/** Both attempts share this time, so that the caller is answered within 10 s whatever ACS does. */
const deadlineMs = 9_000;
const retryPauseMs = 200;
/** ACS gives an access token 24 hours at most ("Authenticate to Azure Communication Services"); clocks may differ. */
const maxLifetimeMs = 86_400_000 + 60_000;
/** ACS's access tokens are 1 to 3 KB. */
const maxTokenLength = 8_192;
/** What HTTP allows in a bearer token (RFC 6750), so that nothing in it can end a header or a line. */
const bearerForm = /^[\w.~+/-]+=*$/;

export interface AcsExchangeOptions {
  /** Made by `createIdentityClient`, which turns the client's own retries off. */
  readonly client: Pick<CommunicationIdentityClient, 'getTokenForTeamsUser'>;
  /** The application artifact 1 was issued to; ACS compares it with the token. */
  readonly clientId: string;
  /** Asked before each attempt. */
  readonly admit: ConsumeQuota;
}

/**
 * The exchange itself, by Microsoft's client. Its answers are checked, because the client hands on an empty or
 * garbled 200 as it came; a broken connection or a 5xx is tried once more, signed afresh.
 */
export function createAcsExchange({ client, clientId, admit }: AcsExchangeOptions): Exchange {
  async function attempt(caller: Caller, teamsUserAadToken: string, deadline: Deadline) {
    await admit(caller);
    const options = { teamsUserAadToken, clientId, userObjectId: caller.oid, abortSignal: deadline.signal };
    try {
      // Not every credential listens to the signal, hence the race.
      return checked(await Promise.race([client.getTokenForTeamsUser(options), deadline.passed]));
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
  /** Rejects when the time is over. */
  readonly passed: Promise<never>;
  stop(): void;
}

/** Not `AbortSignal.timeout`, which cannot be stopped: under load thousands of them would wait out their 9 s. */
function startDeadline(): Deadline {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(new DOMException('ACS did not answer in time', 'TimeoutError'));
    }, deadlineMs);
  });
  // It may pass during the pause before the second attempt, when nobody listens yet; that attempt then meets it.
  passed.catch(() => {});
  return { signal: controller.signal, passed, stop: () => clearTimeout(timer) };
}

function checked(answer: { token?: unknown; expiresOn?: unknown }): ExchangeResponse {
  const { token, expiresOn } = answer;
  const lifetime = expiresOn instanceof Date ? expiresOn.getTime() - Date.now() : NaN;
  // A time that is no number is in no range.
  if (!(expiresOn instanceof Date) || !(lifetime > 0 && lifetime <= maxLifetimeMs))
    throw invalid('an expiry that is none, past or too far ahead');
  if (typeof token !== 'string' || token.length > maxTokenLength || !bearerForm.test(token))
    throw invalid('a token that is none, too long or of another form');
  return { token, expiresOn: expiresOn.toISOString() };
}

const invalid = (detail: string): HttpError => new HttpError(502, 'acs_answer_invalid', { detail });
