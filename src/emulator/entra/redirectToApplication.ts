import type { Context } from 'hono';
import { createErrorBody, type EntraError } from './protocol/errors.ts';
import type { ReplyAddress } from './protocol/authorizeRequest.ts';

/** Redirects to the application, with the answer in the fragment or in the query, as the sign-in request demands. */
export function redirectWithAnswer(
  c: Context,
  { redirectUri, responseMode, state }: ReplyAddress,
  answer: Readonly<Record<string, string>>,
): Response {
  const parameters = new URLSearchParams(answer);
  if (state !== undefined) parameters.set('state', state);
  return c.redirect(`${redirectUri}${responseMode === 'query' ? '?' : '#'}${parameters.toString()}`);
}

/** Redirects to the application with a refusal. @param now milliseconds since 1970. */
export function redirectWithRefusal(
  c: Context,
  replyAddress: ReplyAddress,
  refusal: EntraError,
  now: number,
): Response {
  const { error_description, suberror, ...body } = createErrorBody(refusal, now);
  // OAuth defines `invalid_grant` for the token endpoint only. At /authorize the code `interaction_required` tells the
  // application to show the sign-in page, where the user can solve the problem.
  const error = body.error === 'invalid_grant' ? 'interaction_required' : body.error;
  return redirectWithAnswer(c, replyAddress, {
    error,
    error_description,
    ...(suberror ? { error_subcode: suberror } : {}),
  });
}
