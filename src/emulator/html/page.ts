import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { EmulatorEnv } from '../http/env.ts';

export type Markup = ReturnType<typeof html>;

/**
 * The Content Security Policy. It names the applications' origins twice: in `form-action`, because Chromium also checks the
 * redirect to the application that answers a form, and in `frame-ancestors`, because applications renew tokens in hidden frames.
 */
const createPolicy = (allowedOrigins: readonly string[]): string => {
  const appOrigins = ['http://localhost:*', 'http://127.0.0.1:*', ...allowedOrigins].join(' ');
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    `form-action 'self' ${appOrigins}`,
    `frame-ancestors ${appOrigins}`,
  ].join('; ');
};

/** Creates an HTML document. `body` and `head` (further elements of it) come from Hono's tag `html`, which escapes values. */
export const createDocument = (title: string, body: Markup, head?: Markup, bodyClass = ''): Markup =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} – Switchboard emulator</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/pages.css" />
        ${head ?? ''}
      </head>
      <body class="${bodyClass}">
        ${body}
        <footer>Switchboard emulator — not Microsoft</footer>
      </body>
    </html>`;

/** Answers a request with a page. `title` is also its heading, below which `body` (from Hono's tag `html`) stands. */
export async function renderPage(
  c: Context<EmulatorEnv>,
  { title, body, status = 200 }: { title: string; body: Markup; status?: ContentfulStatusCode },
): Promise<Response> {
  c.header('content-security-policy', createPolicy(c.get('allowedOrigins') ?? []));
  c.header('cache-control', 'no-store');
  // With `no-referrer`, the browser would send the page's own forms with `Origin: null`, which the emulator refuses.
  c.header('referrer-policy', 'same-origin');
  const main = html`<main>
    <h1>${title}</h1>
    ${body}
  </main>`;
  return c.html(await createDocument(title, main), status);
}
