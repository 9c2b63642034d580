import type { Context } from 'hono';
import { errorBody, type EntraError } from './protocol/errors.ts';
import type { ReplyAddress } from './protocol/authorizeRequest.ts';

/** Sends the browser back to the application with the answer in the fragment (or the query, if asked for). */
export function reply(
  c: Context,
  { redirectUri, responseMode, state }: ReplyAddress,
  answer: Readonly<Record<string, string>>,
): Response {
  const parameters = new URLSearchParams(answer);
  if (state !== undefined) parameters.set('state', state);
  return c.redirect(`${redirectUri}${responseMode === 'query' ? '?' : '#'}${parameters.toString()}`);
}

/** The same for a refusal. */
export function replyRefusal(c: Context, to: ReplyAddress, refusal: EntraError, now: number): Response {
  const { error: word, error_description, suberror } = errorBody(refusal, now);
  // invalid_grant is a word of the token endpoint; at /authorize the same trouble calls for a person.
  const error = word === 'invalid_grant' ? 'interaction_required' : word;
  return reply(c, to, { error, error_description, ...(suberror ? { error_subcode: suberror } : {}) });
}
