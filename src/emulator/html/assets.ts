import { readFileSync } from 'node:fs';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';

export const pageStyles = readFileSync(new URL('./pages.css', import.meta.url), 'utf8');

/** The emulator's logo: two jacks and a cord. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5cad"/><path d="M9 12v4a7 7 0 0 0 14 0v-4" fill="none" stroke="#fff" stroke-width="2.5"/><circle cx="9" cy="10" r="3.5" fill="#fff"/><circle cx="23" cy="10" r="3.5" fill="#fff"/></svg>`;

/** Serves the style sheet and the icon of the emulator's pages. */
export function addAssetRoutes(app: EmulatorApp): void {
  addRoute(app, 'GET', '/pages.css', {
    summary: 'Returns the styles of all pages.',
    answer: 'text/css',
    handle: (c) => c.body(pageStyles, 200, { 'content-type': 'text/css; charset=utf-8' }),
  });
  // Browsers request `/favicon.ico` on their own.
  for (const path of ['/favicon.ico', '/favicon.svg']) {
    addRoute(app, 'GET', path, {
      summary: 'Returns the icon of the pages.',
      answer: 'image/svg+xml',
      handle: (c) => c.body(icon, 200, { 'content-type': 'image/svg+xml' }),
    });
  }
}
