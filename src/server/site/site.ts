import { serveStatic } from '@hono/node-server/serve-static';
import type { Context } from 'hono';
import type { Integration } from '../../contract/integration.ts';
import type { AppEnv } from '../http/appEnv.ts';
import { HttpError } from '../httpError.ts';
import type { Settings } from '../settings/settings.ts';
import { createPolicyHeaders, type PolicySources } from './policy.ts';
import { acceptsBrotli, createNonce, createPageTemplate, type PageTemplate } from './pageTemplate.ts';
import type { SiteFiles } from './siteFiles.ts';

/**
 * The path of MSAL's bridge page, which passes Entra's answer to the app. It runs in a hidden frame, or in a popup that talks
 * to its opener. So the app may show it in a frame, and it has no `Cross-Origin-Opener-Policy`.
 */
const bridgePath = '/redirect.html';
/**
 * The path of MSAL's relay page: the window in which a user of an embedded app signs in. It stays open between the app and Entra's
 * page, and talks to its opener.
 */
const relayPath = '/sign-in.html';
const workerPath = '/sw.js';
/** A worker obeys the policy of its own file. With the policy of all other files it could not fetch a page. */
const workerPolicy = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

/** Without `crossorigin`, the browser would request the file a second time for `fetch`. */
const configPreload = '</config.json>; rel=preload; as=fetch; crossorigin=anonymous';

/** The service ends an answer that a client has not read after this time. */
const maxAnswerMs = 300_000;

/** Answers a GET or HEAD for any path that is not the service's own. */
export type Site = (c: Context<AppEnv>) => Promise<Response>;

/**
 * Creates the handler that serves the built app. Each page gets a new nonce. Browsers may cache files with a hash in their
 * name for ever, and must revalidate other files. If a user navigates to a path without a file, the handler answers with the
 * app. For any other request without a file it throws `HttpError` 404.
 */
export async function createSite(
  files: SiteFiles,
  settings: Pick<Settings, 'authority' | 'callingHosts' | 'trustedTypes' | 'isProduction'>,
): Promise<Site> {
  const localAuthority = settings.isProduction ? null : files.localAuthority;
  const sources: PolicySources = { ...settings, configuredOrigins: files.configuredOrigins, localAuthority };
  const serveAsset = serveStatic({ root: files.root, precompressed: true });
  const pages = new Map<string, PageTemplate>();
  for (const [path, html] of files.pages) pages.set(path, await createPageTemplate(html));
  return async (c) => {
    const headers = c.get('headers');
    const path = c.req.path === '/' ? '/index.html' : c.req.path;
    const page = pages.get(path);
    if (page) return createPageResponse(c, path, page, sources, files.integration);
    if (files.files.has(path)) {
      // File names under /assets/ contain a hash of their content.
      headers['cache-control'] = path.startsWith('/assets/')
        ? 'public, max-age=31536000, immutable'
        : 'no-cache';
      if (path === workerPath) headers['content-security-policy'] = workerPolicy;
      // `serveStatic` sets the content type by the file name, and takes all other headers from `c`.
      delete headers['content-type'];
      for (const [name, value] of Object.entries(headers)) c.header(name, value);
      // There is no next handler.
      const response = await serveAsset(c, async () => {});
      if (response) return response;
      throw new HttpError(404, 'not_found');
    }
    const index = pages.get('/index.html');
    if (!index || !isNavigation(c, path)) throw new HttpError(404, 'not_found');
    return createPageResponse(c, '/index.html', index, sources, files.integration);
  };
}

/**
 * Creates the answer with a page. The page repeats nothing from the request, so its compressed size tells an attacker nothing
 * about the nonce.
 */
function createPageResponse(
  c: Context<AppEnv>,
  path: string,
  page: PageTemplate,
  sources: PolicySources,
  integration: Integration | null,
): Response {
  const nonce = createNonce();
  const { embedding = false, origins = [] } = integration ?? {};
  const embedders = embedding ? origins : [];
  const isBridge = path === bridgePath;
  const isRelay = path === relayPath;
  // All pages around a frame count, so an embedded app's hidden frame needs the sites around the app, too.
  const ancestors = [...(isBridge ? ["'self'"] : []), ...(isRelay ? [] : embedders)];
  const compressed = acceptsBrotli(c.req.header('accept-encoding')) ? page.fillCompressed(nonce) : null;
  const headers: Record<string, string> = {
    ...c.get('headers'),
    vary: [c.get('headers')['vary'], 'Accept-Encoding'].filter(Boolean).join(', '),
    ...(compressed && { 'content-encoding': 'br' }),
    // No browser may cache a page, because its scripts belong to one build, and its nonce to one response.
    'cache-control': 'no-cache, no-store',
    'content-type': 'text/html; charset=UTF-8',
    // The browser requests the configuration before it has read the page.
    ...(path === '/index.html' && { link: configPreload }),
    ...createPolicyHeaders(nonce, sources, ancestors.length > 0 ? ancestors : ["'none'"]),
  };
  // The app itself keeps its opener only if a site may talk to it (`origins`).
  if (isBridge || isRelay || origins.length > 0) delete headers['cross-origin-opener-policy'];
  // This older header cannot name other sites.
  if (ancestors.length > 0) delete headers['x-frame-options'];
  return new Response(compressed ?? page.fill(nonce), { headers });
}

/** Tells whether a user is opening a link to the app, or a script is requesting a file that does not exist. */
function isNavigation(c: Context<AppEnv>, path: string): boolean {
  const mode = c.req.header('sec-fetch-mode');
  const hasFileExtension = /\.[a-z\d]+$/i.test(path);
  const acceptsHtml = c.req.header('accept')?.includes('text/html') ?? false;
  return acceptsHtml && (mode === undefined || mode === 'navigate') && !hasFileExtension;
}

/**
 * Limits how many pages and files the service sends at the same time. Otherwise, clients that read slowly or not at all could
 * use up the connections, and people who need a token would get none.
 *
 * @returns the limited site, which throws `HttpError` 503 while `maxAnswers` clients are still reading
 */
export function limitSite(serveSite: Site, maxAnswers: number): Site {
  let answerCount = 0;
  return (c) => {
    const { outgoing } = c.env;
    if (answerCount >= maxAnswers)
      throw new HttpError(503, 'site_busy', { headers: { 'retry-after': '5', connection: 'close' } });
    answerCount += 1;
    const timer = setTimeout(() => outgoing.destroy(), maxAnswerMs);
    outgoing.once('close', () => {
      answerCount -= 1;
      clearTimeout(timer);
    });
    return serveSite(c);
  };
}
