import { hash } from 'node:crypto';
import type { ExchangeResponse } from '../../contract/exchange.ts';
import { HttpError } from '../httpError.ts';
import type { Exchange } from './acsExchange.ts';

/** How long a result serves further equal requests. */
const reuseMs = 2_000;

/**
 * Creates an exchange that asks ACS only once for equal requests (same caller, same Teams token) that come at the same time
 * or within two seconds after the result. A failure is shared for these two seconds only if ACS has refused: an outage or a
 * used-up quota may be over at the next attempt.
 */
export function shareEqualExchanges(exchange: Exchange): Exchange {
  const results = new Map<string, Promise<ExchangeResponse>>();
  return (caller, teamsUserAadToken) => {
    // The key is a hash, so that the token does not stay in memory.
    const key = hash('sha256', `${caller.tid} ${caller.oid} ${teamsUserAadToken}`, 'base64');
    const sharedResult = results.get(key);
    if (sharedResult) return sharedResult;
    const deleteResult = (): boolean => results.delete(key);
    const deleteLater = (): unknown => setTimeout(deleteResult, reuseMs).unref();
    const result = exchange(caller, teamsUserAadToken);
    results.set(key, result);
    result.then(deleteLater, (error: unknown) => (isRefusalByAcs(error) ? deleteLater() : deleteResult()));
    return result;
  };
}

const isRefusalByAcs = (error: unknown): boolean =>
  error instanceof HttpError && error.status < 500 && error.code.startsWith('acs_');
