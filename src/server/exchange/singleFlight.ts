import { hash } from 'node:crypto';
import type { ExchangeResponse } from '../../contract/exchange.ts';
import { HttpError } from '../httpError.ts';
import type { Exchange } from './exchange.ts';

/** How long a settled answer is given again to the same question. */
const reuseMs = 2_000;

/**
 * The same caller with the same artifact 1 is one question, however often it is asked at once or within two
 * seconds: one call to ACS, one answer. Keyed by a hash, so that no token is kept as a key. Of
 * failures only what ACS itself refused lingers; an outage or our own quota may be over at the next attempt.
 */
export function singleFlight(exchange: Exchange): Exchange {
  const flights = new Map<string, Promise<ExchangeResponse>>();
  return (caller, teamsUserAadToken) => {
    const key = hash('sha256', `${caller.tid} ${caller.oid} ${teamsUserAadToken}`, 'base64');
    const known = flights.get(key);
    if (known) return known;
    const forget = (): boolean => flights.delete(key);
    const flight = exchange(caller, teamsUserAadToken);
    flights.set(key, flight);
    flight.then(
      () => setTimeout(forget, reuseMs).unref(),
      (error: unknown) => (isFinal(error) ? setTimeout(forget, reuseMs).unref() : forget()),
    );
    return flight;
  };
}

const isFinal = (error: unknown): boolean =>
  error instanceof HttpError && error.status < 500 && error.code.startsWith('acs_');
