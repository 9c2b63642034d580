/*
 * The service worker of the app. It stores the file of the Calling SDK for the next visit, loads code while the user is at Entra,
 * and says when the server cannot be reached. It stores nothing else, because every script of the origin can change what it stores.
 * `src/dev/offlineWorker.ts` builds this file as `/sw.js`; `docs/decisions/loading.md` says why.
 */

import { sdkCacheName, sdkFile } from '../base/sdkFile.ts';
import { sdkWorkerScope, storeSdk } from './storedSdk.ts';
import type { LoadFilesMessage } from './loadFilesMessage.ts';

/** The global object. TypeScript's library gives `self` the type that it has in every worker. */
const worker = self as unknown as ServiceWorkerGlobalScope;

/** The HTML of the offline page, and the Content Security Policy for it. The build inserts both. */
declare const __OFFLINE_PAGE__: string;
declare const __OFFLINE_POLICY__: string;

type RouteSource = 'network' | { readonly cacheName: string };

/** The installation event in browsers with static routing. TypeScript's library lacks it. */
interface RoutableInstallEvent extends ExtendableEvent {
  /** @see https://developer.mozilla.org/docs/Web/API/InstallEvent/addRoutes */
  addRoutes?: (rules: readonly { condition: object; source: RouteSource }[]) => Promise<void>;
}

/** Whether this is the second of the two registrations (`registerWorker.ts`). */
const onlyStoresSdk = worker.registration.scope.endsWith(sdkWorkerScope);

worker.addEventListener('install', (event: RoutableInstallEvent) => {
  // A new worker may replace the old one at any time, even during a call, because no page depends on its worker.
  event.waitUntil(worker.skipWaiting());
  if (onlyStoresSdk) {
    if (event.addRoutes && sdkFile) event.waitUntil(storeSdk(sdkFile, hasWindow));
    return;
  }
  // Requests for files and data bypass the worker, so it does not slow them down.
  const modes = ['cors', 'no-cors', 'same-origin'].map((requestMode) => ({ requestMode }));
  const others = { condition: { or: modes }, source: 'network' } as const;
  if (event.addRoutes && sdkFile) {
    // Only for scripts, whose hash the page checks (`integrity`). The browser must never open a stored text as a page.
    const sdk = {
      condition: { urlPattern: { pathname: sdkFile.address }, requestDestination: 'script' },
      source: { cacheName: sdkCacheName },
    };
    event.waitUntil(event.addRoutes([sdk, others]));
  }
});

worker.addEventListener('activate', (event) => {
  if (onlyStoresSdk) return;
  // This makes the browser request a page while the worker is still starting, so that the worker delays no page.
  event.waitUntil(worker.registration.navigationPreload.enable());
});

worker.addEventListener('fetch', (event) => {
  if (opensApp(event.request)) event.respondWith(answer(event));
});

worker.addEventListener('message', (event) => {
  const { kind, addresses } = event.data as LoadFilesMessage;
  if (kind === 'loadFiles') event.waitUntil(Promise.allSettled(addresses.map(loadFile)));
});

async function hasWindow(): Promise<boolean> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return windows.length > 0;
}

/** Loads a file into the browser's cache. The file is complete only if its body is read. */
async function loadFile(address: string): Promise<void> {
  if (!(await caches.match(address, { cacheName: sdkCacheName }))) await (await fetch(address)).arrayBuffer();
}

/** Whether a request opens a page of the app. MSAL's `redirect.html` is none, and neither are its hidden frames. */
function opensApp({ mode, destination, method, url }: Request): boolean {
  const isFile = /\.[a-z\d]+$/i.test(new URL(url).pathname);
  return mode === 'navigate' && destination === 'document' && method === 'GET' && !isFile;
}

async function answer(event: FetchEvent): Promise<Response> {
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
