import { hash } from 'node:crypto';
import type { ExchangeResponse } from '../../contract/exchange.ts';
import { HttpError } from '../httpError.ts';
import type { Exchange } from './acsExchange.ts';

/** Milliseconds for which equal requests share a result after it has arrived. */
const reuseMs = 2_000;

/**
 * Creates an exchange that sends equal requests (same caller, same Teams token) to ACS only once, if they run at the
 * same time or within two seconds. Equal requests share a failure only if the failure is a refusal by ACS,
 * because an outage or a used-up quota may be over at the next attempt.
 */
export function shareEqualExchanges(exchange: Exchange): Exchange {
  const results = new Map<string, Promise<ExchangeResponse>>();
  return (caller, teamsUserAadToken) => {
    // The key is a hash, so that no token stays in memory as a key.
    const key = hash('sha256', `${caller.tid} ${caller.oid} ${teamsUserAadToken}`, 'base64');
    const sharedResult = results.get(key);
    if (sharedResult) return sharedResult;
    const deleteResult = (): boolean => results.delete(key);
    const result = exchange(caller, teamsUserAadToken);
    results.set(key, result);
    result.then(
      () => setTimeout(deleteResult, reuseMs).unref(),
      (error: unknown) =>
        isRefusalByAcs(error) ? setTimeout(deleteResult, reuseMs).unref() : deleteResult(),
    );
    return result;
  };
}

const isRefusalByAcs = (error: unknown): boolean =>
  error instanceof HttpError && error.status < 500 && error.code.startsWith('acs_');
