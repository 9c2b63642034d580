import type { ExchangeResponse } from '../../contract/exchange.ts';
import type { Caller } from '../auth/caller.ts';

/**
 * Exchanges the Teams token of an authenticated caller for an ACS token.
 *
 * @throws HttpError 403 when ACS refuses the user; 429 when a quota is used up; 502 when ACS refuses the service, or
 *   its response is invalid; 503 when ACS does not respond
 */
export type Exchange = (caller: Caller, teamsUserAadToken: string) => Promise<ExchangeResponse>;
