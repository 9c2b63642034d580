import type { CommunicationIdentityClient } from '@azure/communication-identity';
import { ExchangeResponse } from '../../contract/exchange.ts';
import type { Caller } from '../auth/caller.ts';
import { Problem } from '../problem.ts';
import { upstreamProblem } from './upstream-problem.ts';
import type { Exchange } from './exchange.ts';

/** The caller is answered within 10 s whatever ACS does; both attempts share this time. */
const DEADLINE_MS = 9_000;
const RETRY_PAUSE_MS = 200;

/**
 * The exchange itself, by Microsoft's client. Its answers are checked, because the client hands on an empty or
 * garbled 200 as it came; a broken connection or a 5xx is tried once more, signed afresh.
 *
 * @param clientId the application artifact 1 was issued to; ACS compares it with the token
 * @param client made by `createIdentityClient`, which turns the client's own retries off
 */
export function createAcsExchange(
  client: Pick<CommunicationIdentityClient, 'getTokenForTeamsUser'>,
  clientId: string,
): Exchange {
  async function once(caller: Caller, teamsUserAadToken: string, abortSignal: AbortSignal) {
    try {
      const answer = await client.getTokenForTeamsUser({
        teamsUserAadToken,
        clientId,
        userObjectId: caller.oid,
        abortSignal,
      });
      return checked(answer);
    } catch (error) {
      throw upstreamProblem(error);
    }
  }

  return async (caller, teamsUserAadToken) => {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    try {
      return await once(caller, teamsUserAadToken, deadline);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'acs_unavailable' || deadline.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS));
      return await once(caller, teamsUserAadToken, deadline);
    }
  };
}

function checked(answer: { token?: unknown; expiresOn?: unknown }): ExchangeResponse {
  const expiresOn = answer.expiresOn instanceof Date ? answer.expiresOn : null;
  if (expiresOn && expiresOn.getTime() > Date.now()) {
    const parsed = ExchangeResponse.safeParse({ token: answer.token, expiresOn: expiresOn.toISOString() });
    if (parsed.success) return parsed.data;
  }
  throw new Problem(502, 'acs_answer_invalid', {
    detail: 'ACS answered 200 without a token or with a past expiry',
  });
}
