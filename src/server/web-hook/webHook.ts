import { createHmac } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { CallEvent } from '../../contract/callEvent.ts';
import type { Caller } from '../auth/caller.ts';
import { HttpError } from '../httpError.ts';
import type { WebHookSettings } from '../settings/webHookSettings.ts';

/** The header with the time and the signature, by which the receiver knows that an event comes from this service. */
const signatureHeader = 'switchboard-signature';

/** The receiver should only store the event, and answer. */
const answerTimeoutMs = 5_000;
/** These 4xx statuses do not last. With any other one, the web hook will never take the event. */
const passingStatuses: ReadonlySet<number> = new Set([408, 425, 429]);
/** A receptionist has at most a few calls in a minute, each with four events or so. */
const eventsPerMinute = 120;

/** @returns the value of the signature's header: the time in seconds since 1970, and the HMAC-SHA256 of time, dot and body */
function signBody(body: string, secret: string, seconds: number): string {
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${signature}`;
}

/**
 * Passes an event of a caller on to the web hook.
 * @throws HttpError 400 for an event of another user, 429 for too many events, 422 if the web hook refuses the event for good, 502 if another attempt may succeed
 */
export type SendEvent = (event: CallEvent, caller: Caller) => Promise<void>;

export function createWebHook({ url, secret }: WebHookSettings): SendEvent {
  const limiter = new RateLimiterMemory({ points: eventsPerMinute, duration: 60 });
  return async (event, { oid, tid }) => {
    // The receiver ignores an id that it knows, so nobody may use up the ids of another user's events.
    if (!event.id.includes(oid)) throw new HttpError(400, 'body_invalid', { detail: 'id without the user' });
    await limiter.consume(`${tid} ${oid}`).catch(() => {
      throw new HttpError(429, 'too_many_events', { headers: { 'retry-after': '60' } });
    });
    // The user is the one whom the service has verified, whatever the app says.
    const body = JSON.stringify({ ...event, user: { oid, tid } });
    const headers = {
      'content-type': 'application/json',
      [signatureHeader]: signBody(body, secret, Math.floor(Date.now() / 1000)),
    };
    const answer = await post(url, { headers, body });
    if (typeof answer === 'string') throw new HttpError(502, 'web_hook_failed', { detail: answer });
    if (answer.ok) return;
    const { status } = answer;
    const detail = `status ${status}`;
    const isFinal = status >= 400 && status < 500 && !passingStatuses.has(status);
    if (isFinal) throw new HttpError(422, 'web_hook_refused', { detail });
    throw new HttpError(502, 'web_hook_failed', { detail });
  };
}

/** @returns the answer, or why there is none */
async function post(url: string, init: Pick<RequestInit, 'headers' | 'body'>): Promise<Response | string> {
  try {
    const signal = AbortSignal.timeout(answerTimeoutMs);
    // A redirect would send the event to a server that the settings do not name.
    const response = await fetch(url, { method: 'POST', redirect: 'manual', signal, ...init });
    await response.body?.cancel();
    return response;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'no answer' : 'unreachable';
  }
}
