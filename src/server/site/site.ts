import { serveStatic } from '@hono/node-server/serve-static';
import type { Context } from 'hono';
import { randomBytes } from 'node:crypto';
import type { AppEnv } from '../http/appEnv.ts';
import { HttpError } from '../httpError.ts';
import { contentSecurityPolicy, type PolicySources } from './policy.ts';
import type { SiteFiles } from './siteFiles.ts';

/**
 * MSAL's bridge page runs in a hidden frame of the app and talks to its opener. COOP or a frame ban would break
 * it.
 */
const bridgePath = '/redirect.html';
const noncePlaceholder = /__CSP_NONCE__/g;

/** Handles a GET or HEAD for any path that is not the service's own. */
export type Site = (c: Context<AppEnv>) => Promise<Response>;

/**
 * Serves the built app. Each page gets a fresh nonce, hashed assets are cached for ever, and everything else is
 * revalidated. A path that is not a file returns the app when a user navigates to it, and 404 otherwise.
 *
 * @param sources what pages may reach in addition to the origins that `config.json` names
 */
export function createSite(files: SiteFiles, sources: PolicySources): Site {
  const serveAsset = serveStatic({ root: files.root, precompressed: true });
  return async (c) => {
    const headers = c.get('headers');
    const path = c.req.path === '/' ? '/index.html' : c.req.path;
    const html = files.pages.get(path);
    if (html !== undefined) return pageResponse(c, path, html, sources);
    if (files.files.has(path)) {
      headers['cache-control'] = cacheControl(path);
      // `serveStatic` derives it from the file name.
      delete headers['content-type'];
      for (const [name, value] of Object.entries(headers)) c.header(name, value);
      const response = await serveAsset(c, async () => {});
      if (response) return response;
      throw new HttpError(404, 'not_found');
    }
    const index = files.pages.get('/index.html');
    if (index === undefined || !isNavigation(c, path)) throw new HttpError(404, 'not_found');
    return pageResponse(c, '/index.html', index, sources);
  };
}

function pageResponse(c: Context<AppEnv>, path: string, html: string, sources: PolicySources): Response {
  const nonce = randomBytes(18).toString('base64url');
  const isBridge = path === bridgePath;
  const headers: Record<string, string> = {
    ...c.get('headers'),
    // A page belongs to one build and its nonce to one response.
    'cache-control': 'no-cache, no-store',
    'content-type': 'text/html; charset=UTF-8',
    'content-security-policy': contentSecurityPolicy(nonce, sources, isBridge ? "'self'" : "'none'"),
  };
  if (isBridge) {
    delete headers['cross-origin-opener-policy'];
    delete headers['x-frame-options'];
  }
  return new Response(html.replace(noncePlaceholder, nonce), { headers });
}

/** File names under /assets/ contain a hash of their content. */
function cacheControl(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/** Whether a user opens a link, as opposed to a script that requests a missing file. */
function isNavigation(c: Context<AppEnv>, path: string): boolean {
  const mode = c.req.header('sec-fetch-mode');
  const accepts = c.req.header('accept')?.includes('text/html') ?? false;
  return accepts && (mode === undefined || mode === 'navigate') && !/\.[a-z\d]+$/i.test(path);
}
