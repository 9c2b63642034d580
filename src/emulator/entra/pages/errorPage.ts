import type { Context } from 'hono';
import { html } from 'hono/html';
import type { createErrorBody } from '../protocol/errors.ts';
import { renderPage } from '../../html/page.ts';

/**
 * Shows a refusal on a page, for example because the redirect URI is wrong.
 * @param retryPath the address where the user can pick another account. Without it the page has no such link.
 */
export function renderErrorPage(
  c: Context,
  error: ReturnType<typeof createErrorBody>,
  status: 400 | 401,
  retryPath?: string,
): Promise<Response> {
  // The trace ids at the end of Entra's description are of no use to a user.
  const [description] = error.error_description.split(' Trace ID: ');
  return renderPage(c, {
    title: 'Sorry, we could not sign you in',
    status,
    body: html`
      <p role="alert">${description}</p>
      <dl>
        <dt>Error</dt>
        <dd>${error.error}</dd>
        <dt>Correlation ID</dt>
        <dd>${error.correlation_id}</dd>
        <dt>Timestamp</dt>
        <dd>${error.timestamp}</dd>
      </dl>
      ${retryPath ? html`<p><a href="${retryPath}">Pick another account</a></p>` : ''}
    `,
  });
}
