import type { TokenRequest } from '../auth/tokenRequest.ts';
import type { CallEvent } from '../../contract/callEvent.ts';
import type { Result } from '../errors/problem.ts';
import { readClaimsChallenge } from './claimsChallenge.ts';

/** `refused`: the service will never take this event. `failed`: it may take the event later. */
export type EventResult = 'sent' | 'refused' | 'failed';

const timeoutMs = 10_000;
/** The service cannot read the event, or the web hook refuses it (422), so that another attempt would be in vain. */
const finalStatuses: ReadonlySet<number> = new Set([400, 413, 415, 422]);

/**
 * Creates the function that tells the token service about a call. The service passes that on to the web hook.
 * @param tokenUrl the address of the service's exchange route, beside which it takes events
 * @param acquireCallerToken as for the exchange; `null` if a cookie proves the user
 */
export function createEventSender(
  tokenUrl: string,
  acquireCallerToken: (request: TokenRequest) => Promise<Result<string | null>>,
): (event: CallEvent) => Promise<EventResult> {
  const url = new URL('call-events', new URL(tokenUrl, location.href));
  const send = async (event: CallEvent, request: TokenRequest): Promise<EventResult> => {
    const token = await acquireCallerToken(request);
    if (!token.ok) return 'failed';
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...(token.value !== null && { authorization: `Bearer ${token.value}` }),
        'content-type': 'application/json',
      },
      body: JSON.stringify(event),
    });
    if (response.ok) return 'sent';
    if (response.status === 401 && !request.rejected)
      return send(event, { rejected: true, ...readClaimsChallenge(response) });
    return finalStatuses.has(response.status) ? 'refused' : 'failed';
  };
  return (event) => send(event, { rejected: false }).catch(() => 'failed' as const);
}
