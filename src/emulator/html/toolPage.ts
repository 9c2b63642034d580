import { readFileSync } from 'node:fs';
import { html } from 'hono/html';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import { createDocument, type Markup } from './page.ts';

/** A page for developers, which asks for the emulator's secret. */
interface ToolPage {
  /** The name of its script and its style sheet, and the class of its body. */
  readonly name: string;
  readonly path: string;
  readonly title: string;
  /** What the page shows, in the plural. */
  readonly subject: string;
  readonly styles: string;
  readonly body: Markup;
}

/**
 * The Content Security Policy of the pages for developers: they use only the emulator's scripts, styles and routes, and no frame may
 * show them.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Reads a style sheet. @param url its place beside the module that names it. */
export const readStyles = (url: URL): string => readFileSync(url, 'utf8');

/** Adds a page for developers, and its style sheet. The page contains no secret: its script asks for it, and sends it. */
export function addToolPage(app: EmulatorApp, { name, path, title, subject, styles, body }: ToolPage): void {
  const head = html`<link rel="stylesheet" href="/${name}.css" />
    <script type="module" src="/${name}.js"></script>`;
  const page = createDocument(title, body, head, name);
  addRoute(app, 'GET', path, {
    summary: `Returns the page of ${subject}. It needs no secret, and contains none.`,
    answer: 'text/html',
    handle: async (c) => {
      c.header('content-security-policy', policy);
      c.header('cross-origin-resource-policy', 'same-origin');
      c.header('cross-origin-opener-policy', 'same-origin');
      c.header('referrer-policy', 'no-referrer');
      c.header('cache-control', 'no-store');
      // The tag `html` may return a promise.
      return c.html(await page);
    },
  });
  addRoute(app, 'GET', `/${name}.css`, {
    summary: `Returns the style sheet of the page of ${subject}.`,
    answer: 'text/css',
    handle: (c) => c.body(styles, 200, { 'content-type': 'text/css; charset=utf-8' }),
  });
}

/** The form that asks for the secret. Its ids are those that the scripts look for. @param hint where the developer finds it. */
export const createUnlockForm = (hint: string, button: string): Markup =>
  html`<main id="locked" hidden>
    <h2>The secret</h2>
    <p>You find it in the terminal in which the emulator was started.${hint}</p>
    <form id="unlock">
      <label>Secret <input id="secret" type="password" autocomplete="off" required /></label>
      <button class="primary">${button}</button>
    </form>
    <p id="refused" role="alert"></p>
  </main>`;
