import { hash } from 'node:crypto';
import type { ExchangeResponse } from '../../contract/exchange.ts';
import { HttpError } from '../httpError.ts';
import type { Exchange } from './exchange.ts';

/** Milliseconds for which a settled result is reused. */
const reuseMs = 2_000;

/**
 * Sends equal requests (same caller, same Teams token) to ACS only once, if they run at the same time or within
 * two seconds. The key is a hash, so that no token is stored as a key. Of failures only a refusal by ACS itself
 * is reused: an outage or a used-up quota may be over at the next attempt.
 */
export function singleFlight(exchange: Exchange): Exchange {
  const results = new Map<string, Promise<ExchangeResponse>>();
  return (caller, teamsUserAadToken) => {
    const key = hash('sha256', `${caller.tid} ${caller.oid} ${teamsUserAadToken}`, 'base64');
    const existing = results.get(key);
    if (existing) return existing;
    const forget = (): boolean => results.delete(key);
    const result = exchange(caller, teamsUserAadToken);
    results.set(key, result);
    result.then(
      () => setTimeout(forget, reuseMs).unref(),
      (error: unknown) => (isFinal(error) ? setTimeout(forget, reuseMs).unref() : forget()),
    );
    return result;
  };
}

const isFinal = (error: unknown): boolean =>
  error instanceof HttpError && error.status < 500 && error.code.startsWith('acs_');
