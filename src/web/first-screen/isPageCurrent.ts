import type { WorkerMessage } from '../offline/workerMessage.ts';

/** Milliseconds to wait for the worker's answer. After this time the app loads, and reports itself that the server is silent. */
const maxWaitMs = 10_000;

/**
 * Asks the service worker whether the page that it has kept since the last visit is still the server's (`offline/storedPage.ts`).
 * @returns `true` at once if the page comes from the server
 */
export async function isPageCurrent(): Promise<boolean> {
  const worker = navigator.serviceWorker?.controller;
  if (document.documentElement.dataset['stored'] === undefined || !worker) return true;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener('message', ({ data }) => resolve(data === true));
    port1.start();
    setTimeout(() => resolve(true), maxWaitMs);
    worker.postMessage({ kind: 'isPageCurrent' } satisfies WorkerMessage, [port2]);
  });
}
