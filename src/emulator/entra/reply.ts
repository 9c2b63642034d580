import type { Context } from 'hono';
import { errorBody, type EntraError } from './errors.ts';
import type { ReplyAddress } from './authorizeRequest.ts';

/** Sends the browser back to the application with the answer in the fragment (or the query, if asked for). */
export function reply(
  c: Context,
  { redirectUri, responseMode, state }: ReplyAddress,
  answer: Readonly<Record<string, string>>,
): Response {
  const parameters = new URLSearchParams(answer);
  if (state !== undefined) parameters.set('state', state);
  return c.redirect(`${redirectUri}${responseMode === 'query' ? '?' : '#'}${parameters}`);
}

/** The same for a refusal. */
export function replyRefusal(c: Context, to: ReplyAddress, refusal: EntraError, now: number): Response {
  const { error, error_description, suberror } = errorBody(refusal, now);
  return reply(c, to, { error, error_description, ...(suberror ? { error_subcode: suberror } : {}) });
}
