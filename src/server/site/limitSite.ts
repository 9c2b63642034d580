import { HttpError } from '../httpError.ts';
import type { Site } from './site.ts';

/** Milliseconds after which the service ends an answer that a client still has not read. */
const maxAnswerMs = 300_000;

/**
 * Limits how many pages and files the service sends at the same time. Clients that read slowly, or not at all, then leave
 * connections for people who need a token.
 *
 * @throws HttpError 503 while `maxAnswers` clients are still reading
 */
export function limitSite(serveSite: Site, maxAnswers: number): Site {
  let answerCount = 0;
  return (c) => {
    const outgoing = c.env?.outgoing;
    if (!outgoing) return serveSite(c);
    if (answerCount >= maxAnswers)
      throw new HttpError(503, 'site_busy', { headers: { 'retry-after': '5', connection: 'close' } });
    answerCount += 1;
    const timer = setTimeout(() => outgoing.destroy(), maxAnswerMs);
    outgoing.once('close', () => {
      answerCount -= 1;
      clearTimeout(timer);
    });
    return serveSite(c);
  };
}
