import type { ExchangeResponse } from '../../contract/exchange.ts';
import type { Caller } from '../auth/caller.ts';

/**
 * Turns artifact 1 of a proven caller into artifact 4. Throws `Problem`: 403 when ACS refuses the person,
 * 429 when a quota is used up, 502 when ACS answers nonsense or refuses the service, 503 when it does not answer.
 */
export type Exchange = (caller: Caller, teamsUserAadToken: string) => Promise<ExchangeResponse>;
