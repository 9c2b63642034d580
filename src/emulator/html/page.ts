import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

type Markup = ReturnType<typeof html>;

/**
 * `form-action` has the applications' origins, because Chromium also checks the redirect that answers a form post.
 * Applications renew tokens in hidden frames, so `frame-ancestors` has their origins, too.
 */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'self' http://localhost:* http://127.0.0.1:*",
  'frame-ancestors http://localhost:* http://127.0.0.1:*',
].join('; ');

/** Answers a request with a page of the emulator. `body` is made with Hono's tag `html`, which escapes values. */
export async function renderPage(
  c: Context,
  { title, body, status = 200 }: { title: string; body: Markup; status?: ContentfulStatusCode },
): Promise<Response> {
  c.header('content-security-policy', policy);
  c.header('cache-control', 'no-store');
  // With `no-referrer`, the browser would send the pages' own form posts with `Origin: null`, which the emulator refuses.
  c.header('referrer-policy', 'same-origin');
  const document = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} – Switchboard emulator</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/pages.css" />
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
        <footer>Switchboard emulator — not Microsoft</footer>
      </body>
    </html>`;
  return c.html(document, status);
}
