import type { Context } from 'hono';
import { html } from 'hono/html';
import type { errorBody } from '../protocol/errors.ts';
import { page } from '../../html/page.ts';

/**
 * What Entra shows when it cannot, or must not, send the browser back to the application.
 * @param retry where another account can be picked, when that could help.
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
