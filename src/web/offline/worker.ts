/*
 * The service worker of the app. When a page of the app cannot be fetched, the worker answers with a page that says so. The
 * worker stores nothing: no page, no script, no token and no answer of a service. So it can serve neither an old build nor an
 * old sign-in. `src/dev/offlineWorker.ts` builds this file as `/sw.js`; `docs/decisions/installable.md` says why.
 */

/** The global object. TypeScript's library gives `self` the type that it has in every worker. */
const worker = self as unknown as ServiceWorkerGlobalScope;

/** The HTML of the offline page, and the Content Security Policy for it. The build inserts both. */
declare const __OFFLINE_PAGE__: string;
declare const __OFFLINE_POLICY__: string;

/** Installation event of browsers with static routing, which TypeScript's library does not describe yet. */
interface RoutableInstallEvent extends ExtendableEvent {
  /** @see https://developer.mozilla.org/docs/Web/API/InstallEvent/addRoutes */
  addRoutes?: (rules: readonly { condition: object; source: 'network' }[]) => Promise<void>;
}

worker.addEventListener('install', (event: RoutableInstallEvent) => {
  // A new worker may replace the old one at any time, also during a call: pages depend on nothing that a worker holds.
  event.waitUntil(worker.skipWaiting());
  // Requests of pages for files and data bypass the worker, so it slows none of them down.
  const modes = ['cors', 'no-cors', 'same-origin'].map((requestMode) => ({ requestMode }));
  if (event.addRoutes) event.waitUntil(event.addRoutes([{ condition: { or: modes }, source: 'network' }]));
});

worker.addEventListener('activate', (event) => {
  // The browser requests a page while the worker is still starting, so the worker delays no page.
  event.waitUntil(worker.registration.navigationPreload.enable());
});

worker.addEventListener('fetch', (event) => {
  if (opensApp(event.request)) event.respondWith(fetchPage(event));
});

/** Whether the user opens a page of the app. MSAL's `redirect.html` is no such page, and neither are hidden frames. */
function opensApp({ mode, destination, method, url }: Request): boolean {
  const isFile = /\.[a-z\d]+$/i.test(new URL(url).pathname);
  return mode === 'navigate' && destination === 'document' && method === 'GET' && !isFile;
}

async function fetchPage(event: FetchEvent): Promise<Response> {
  try {
    const preloadedPage = (await event.preloadResponse) as Response | undefined;
    return preloadedPage ?? (await fetch(event.request));
  } catch {
    // The server cannot be reached. The offline page says so.
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': __OFFLINE_POLICY__,
    };
    return new Response(__OFFLINE_PAGE__, { status: 503, headers });
  }
}
