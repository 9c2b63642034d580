import { HttpError } from '../httpError.ts';
import type { Site } from './site.ts';

/** The service ends an answer that a client has not read after this time. */
const maxAnswerMs = 300_000;

/**
 * Limits how many pages and files the service sends at the same time. Otherwise, clients that read slowly or not at all could
 * use up the connections, and people who need a token would get none.
 *
 * @returns the limited site, which throws `HttpError` 503 while `maxAnswers` clients are still reading
 */
export function limitSite(serveSite: Site, maxAnswers: number): Site {
  let answerCount = 0;
  return (c) => {
    const { outgoing } = c.env;
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
