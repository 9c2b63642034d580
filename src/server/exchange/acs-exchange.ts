import type { CommunicationIdentityClient } from '@azure/communication-identity';
import { ExchangeResponse } from '../../contract/exchange.ts';
import { Problem } from '../problem.ts';
import type { Exchange } from './exchange.ts';
import type { Admit } from './quota.ts';
import { upstreamProblem } from './upstream-problem.ts';

/** Both attempts share this time, so that the caller is answered within 10 s whatever ACS does. */
const DEADLINE_MS = 9_000;
const RETRY_PAUSE_MS = 200;

export interface AcsExchangeOptions {
  /** Made by `createIdentityClient`, which turns the client's own retries off. */
  readonly client: Pick<CommunicationIdentityClient, 'getTokenForTeamsUser'>;
  /** The application artifact 1 was issued to; ACS compares it with the token. */
  readonly clientId: string;
  /** Asked before each attempt. */
  readonly admit: Admit;
}

/**
 * The exchange itself, by Microsoft's client. Its answers are checked, because the client hands on an empty or
 * garbled 200 as it came; a broken connection or a 5xx is tried once more, signed afresh.
 */
export function createAcsExchange({ client, clientId, admit }: AcsExchangeOptions): Exchange {
  return async (caller, teamsUserAadToken) => {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    const attempt = async (): Promise<ExchangeResponse> => {
      await admit(caller);
      const options = { teamsUserAadToken, clientId, userObjectId: caller.oid, abortSignal: deadline };
      try {
        // Not every credential listens to the signal, hence the race.
        return checked(await Promise.race([client.getTokenForTeamsUser(options), rejectAt(deadline)]));
      } catch (error) {
        throw upstreamProblem(error);
      }
    };
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'acs_unavailable') throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS));
      return await attempt();
    }
  };
}

const rejectAt = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const expire = (): void => reject(new DOMException('ACS did not answer in time', 'TimeoutError'));
    if (signal.aborted) expire();
    else signal.addEventListener('abort', expire, { once: true });
  });

function checked(answer: { token?: unknown; expiresOn?: unknown }): ExchangeResponse {
  const { token, expiresOn } = answer;
  if (expiresOn instanceof Date && expiresOn.getTime() > Date.now()) {
    const parsed = ExchangeResponse.safeParse({ token, expiresOn: expiresOn.toISOString() });
    if (parsed.success) return parsed.data;
  }
  throw new Problem(502, 'acs_answer_invalid', { detail: 'no token in it, or a past expiry' });
}
