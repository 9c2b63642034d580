import { runWhenIdle } from '../base/runWhenIdle.ts';
import { sdkWorkerScope } from './storedSdk.ts';

/** Trusted Types allow only this address (`page/trustedTypes.ts`). */
const workerAddress = '/sw.js';

/**
 * Registers the service worker twice: for the app's pages, where it answers while the server cannot be reached, and in a scope
 * without pages, to store the Calling SDK. In development there is no worker.
 * @param onFailure gets the reason if the browser refuses the worker. The app works without it
 * @param schedule runs the registration. By default, when the browser is idle
 */
export function registerWorker(
  onFailure: (reason: string) => void,
  schedule: (task: () => void) => void = runWhenIdle,
): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const registerIn = (scope: string) =>
    // The browser always asks the server for a newer worker.
    navigator.serviceWorker.register(workerAddress, { scope, updateViaCache: 'none' });
  const registerForPages = async () => {
    if (!(await isWorkerBeingRemoved())) await registerIn('/');
  };
  const registerForSdk = async () => {
    // The browser looks for a newer worker when a page of the scope opens, but this scope has no page.
    await (await registerIn(sdkWorkerScope)).update();
  };
  schedule(() => {
    // Both at once, because the user may be leaving the page.
    Promise.all([registerForSdk(), registerForPages()]).catch((cause: unknown) => onFailure(String(cause)));
  });
}

/** Whether the worker of docs/installed-app.md has unregistered itself. The browser removes it once the page is closed. */
const isWorkerBeingRemoved = async (): Promise<boolean> =>
  navigator.serviceWorker.controller !== null && !(await navigator.serviceWorker.getRegistration());
