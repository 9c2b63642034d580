import type { Context } from 'hono';
import { html } from 'hono/html';
import { renderPage } from '../../html/page.ts';

export function renderSignedOutPage(c: Context): Promise<Response> {
  return renderPage(c, { title: 'You signed out', body: html`<p>You can close this window.</p>` });
}
