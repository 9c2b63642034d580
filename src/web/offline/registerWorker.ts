import { runWhenIdle } from '../base/runWhenIdle.ts';

/** The address of the service worker. Trusted Types allow only this one (`page/trustedTypes.ts`). */
const workerAddress = '/sw.js';

/**
 * Registers the service worker, which shows a page of its own while the server cannot be reached. It waits until the browser has
 * nothing else to do. In development there is no worker.
 * @param onFailure gets the reason if the browser refuses the worker. The app works without it
 */
export function registerWorker(onFailure: (reason: string) => void): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = () => {
    navigator.serviceWorker
      // The browser always asks the server for a newer worker.
      .register(workerAddress, { updateViaCache: 'none' })
      .catch((cause: unknown) => onFailure(String(cause)));
  };
  runWhenIdle(register);
}
