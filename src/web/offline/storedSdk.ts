/*
 * The worker stores the file of the Calling SDK during its installation, because Chromium then compiles the script and keeps the
 * result. The SDK is ready in about half the time.
 */

import { sdkCacheName, type SdkFile } from '../base/sdkFile.ts';

/** The scope of the worker that stores the file. No page is in it, because the pages' worker must not wait for the SDK. */
export const sdkWorkerScope = '/assets/';

/** Milliseconds between two looks at the open windows. */
const lookEveryMs = 250;
/** If no window of the app was open for this many milliseconds, the user is at Entra, not on the way there or back. */
const awayMs = 1_000;
/** After this many milliseconds the worker stores the file anyway: the user reads the first screen, or has signed in. */
const longestWaitMs = 3_000;

/** TypeScript's library does not describe this property. */
const savesData = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

/**
 * Stores the file, unless it is stored already. Compiling it keeps a core busy for about a second, so the worker waits until the
 * browser is not opening Entra's page or the app.
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
