import type { Context } from 'hono';
import { errorBody, type EntraError } from './protocol/errors.ts';
import type { ReplyAddress } from './protocol/authorizeRequest.ts';

/** Redirects to the application, with the answer in the fragment, or in the query if the request says so. */
export function reply(
  c: Context,
  { redirectUri, responseMode, state }: ReplyAddress,
  answer: Readonly<Record<string, string>>,
): Response {
  const parameters = new URLSearchParams(answer);
  if (state !== undefined) parameters.set('state', state);
  return c.redirect(`${redirectUri}${responseMode === 'query' ? '?' : '#'}${parameters.toString()}`);
}

/** Redirects to the application with a refusal. */
export function replyRefusal(c: Context, to: ReplyAddress, refusal: EntraError, now: number): Response {
  const { error_description, suberror, ...body } = errorBody(refusal, now);
  // `invalid_grant` belongs to the token endpoint. At /authorize the user can help.
  const error = body.error === 'invalid_grant' ? 'interaction_required' : body.error;
  return reply(c, to, { error, error_description, ...(suberror ? { error_subcode: suberror } : {}) });
}
