import type { Context } from 'hono';
import { html } from 'hono/html';
import type { errorBody } from '../protocol/errors.ts';
import { page } from '../../html/page.ts';

/**
 * Shows a refusal that Entra cannot, or must not, redirect to the application.
 * @param retry the address where the user can pick another account; left out where that does not help.
 */
export function errorPage(
  c: Context,
  error: ReturnType<typeof errorBody>,
  status: 400 | 401,
  retry?: string,
): Promise<Response> {
  const [description] = error.error_description.split(' Trace ID: ');
  return page(c, {
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
      ${retry ? html`<p><a href="${retry}">Pick another account</a></p>` : ''}
    `,
  });
}
