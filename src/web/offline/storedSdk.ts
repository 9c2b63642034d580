/*
 * The worker stores the file of the Calling SDK, because Chromium compiles a script that a worker stores during its installation,
 * and keeps the result. The SDK is then ready in about half the time. Pages that the worker does not control, and browsers
 * without static routes, load the file from the server or from the browser's HTTP cache.
 */

import { sdkCacheName, type SdkFile } from '../base/sdkFile.ts';

/** The scope of the registration that stores the file. No page is in it: the pages' worker could not wait for the SDK. */
export const sdkWorkerScope = '/assets/';

/** Milliseconds between two looks at the open windows. */
const lookEveryMs = 250;
/** For this many milliseconds no window of the app must be open. The user is then at Entra, and not on the way there or back. */
const awayMs = 1_000;
/** After this many milliseconds the worker no longer waits: the user reads the first screen, or has signed in. */
const longestWaitMs = 3_000;

/** TypeScript's library does not describe this property. */
const savesData = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

/**
 * Stores the file, unless it is stored already. Compiling it takes a core for about a second, so this waits until the browser
 * does not want to open Entra's page, or the app, at the same moment.
 * @param hasWindow tells whether a window of the app is open
 * @throws TypeError if the server cannot be reached or has another build by now. Then the next visit tries again
 */
export async function storeSdk(
  { address, integrity }: SdkFile,
  hasWindow: () => Promise<boolean>,
): Promise<void> {
  const cache = await caches.open(sdkCacheName);
  if (savesData() || (await cache.match(address))) return;
  await waitForQuietMoment(hasWindow);
  await cache.put(address, await fetch(address, { integrity }));
  for (const request of await cache.keys())
    if (new URL(request.url).pathname !== address) await cache.delete(request);
}

async function waitForQuietMoment(hasWindow: () => Promise<boolean>): Promise<void> {
  let emptyMs = 0;
  for (let waitedMs = 0; waitedMs < longestWaitMs && emptyMs < awayMs; waitedMs += lookEveryMs) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    emptyMs = (await hasWindow()) ? 0 : emptyMs + lookEveryMs;
  }
}
