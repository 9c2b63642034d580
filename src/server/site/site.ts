import { serveStatic } from '@hono/node-server/serve-static';
import type { Context } from 'hono';
import { randomBytes } from 'node:crypto';
import type { AppEnv } from '../http/appEnv.ts';
import { HttpError } from '../httpError.ts';
import { contentSecurityPolicy, type PolicySources } from './policy.ts';
import type { SiteFiles } from './siteFiles.ts';

/** MSAL's bridge runs in a hidden frame of the app and talks to its opener: COOP or a frame ban would cut it off. */
const bridgePath = '/redirect.html';
const noncePlaceholder = /__CSP_NONCE__/g;

/** Answers a GET or HEAD for anything that is not the service's own. */
export type Site = (c: Context<AppEnv>) => Promise<Response>;

/**
 * Serves the built app: pages with a fresh nonce each, hashed assets for ever, everything else revalidated.
 * A path that is no file answers the app itself when a person navigates to it, and 404 to everything else.
 *
 * @param sources what the pages may reach besides what `config.json` names
 */
export function createSite(files: SiteFiles, sources: PolicySources): Site {
  const asset = serveStatic({ root: files.root, precompressed: true });
  return async (c) => {
    const headers = c.get('headers');
    const path = c.req.path === '/' ? '/index.html' : c.req.path;
    const html = files.pages.get(path);
    if (html !== undefined) return page(c, path, html, sources);
    if (files.files.has(path)) {
      headers['cache-control'] = cacheControl(path);
      // By its name, below.
      delete headers['content-type'];
      for (const [name, value] of Object.entries(headers)) c.header(name, value);
      const answer = await asset(c, async () => {});
      if (answer) return answer;
      throw new HttpError(404, 'not_found');
    }
    const index = files.pages.get('/index.html');
    if (index === undefined || !isNavigation(c, path)) throw new HttpError(404, 'not_found');
    return page(c, '/index.html', index, sources);
  };
}

function page(c: Context<AppEnv>, path: string, html: string, sources: PolicySources): Response {
  const nonce = randomBytes(18).toString('base64url');
  const bridge = path === bridgePath;
  const headers: Record<string, string> = {
    ...c.get('headers'),
    // A page is of one build, and its nonce of one answer.
    'cache-control': 'no-cache, no-store',
    'content-type': 'text/html; charset=UTF-8',
    'content-security-policy': contentSecurityPolicy(nonce, sources, bridge ? "'self'" : "'none'"),
  };
  if (bridge) {
    delete headers['cross-origin-opener-policy'];
    delete headers['x-frame-options'];
  }
  return new Response(html.replace(noncePlaceholder, nonce), { headers });
}

/** Vite puts a hash of the content into the names under /assets/. */
function cacheControl(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/** A person opening a link, as opposed to a script asking for a file that is not there. */
function isNavigation(c: Context<AppEnv>, path: string): boolean {
  const mode = c.req.header('sec-fetch-mode');
  const accepts = c.req.header('accept')?.includes('text/html') ?? false;
  return accepts && (mode === undefined || mode === 'navigate') && !/\.[a-z\d]+$/i.test(path);
}
