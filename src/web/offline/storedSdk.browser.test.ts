import { beforeEach, expect, test, vi } from 'vitest';
import { sdkCacheName, type SdkFile } from '../base/sdkFile.ts';
import { storeSdk } from './storedSdk.ts';

/** `fetch` is simulated, so nobody checks the hash. */
const file: SdkFile = { address: '/assets/sdk-1.js', integrity: 'sha256-x' };

const listStored = async () =>
  (await (await caches.open(sdkCacheName)).keys()).map(({ url }) => new URL(url).pathname);
const noWindow = () => Promise.resolve(false);
/** Counts how many times the worker looks for windows, which it does four times a second. */
const createWindows = (isOpen: boolean) => vi.fn(() => Promise.resolve(isOpen));

beforeEach(async () => {
  await caches.delete(sdkCacheName);
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  vi.setTimerTickMode('nextTimerAsync');
  vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(new Response('the SDK')));
});

test('stores the file when no window has been open for a second, and deletes the file of an earlier build', async () => {
  await (await caches.open(sdkCacheName)).put('/assets/sdk-0.js', new Response(''));
  const hasWindow = createWindows(false);
  await storeSdk(file, hasWindow);
  expect(hasWindow).toHaveBeenCalledTimes(4);
  expect(await listStored()).toEqual([file.address]);
  expect(fetch).toHaveBeenCalledWith(file.address, { integrity: file.integrity });
});

test('stores the file after three seconds while a window is open, but not a second time', async () => {
  const hasWindow = createWindows(true);
  await storeSdk(file, hasWindow);
  expect(hasWindow).toHaveBeenCalledTimes(12);
  expect(await listStored()).toHaveLength(1);
  // A stored file is not loaded again.
  await storeSdk(file, noWindow);
  expect(fetch).toHaveBeenCalledTimes(1);
});

test('fails if the file cannot be loaded, and keeps the earlier file', async () => {
  await (await caches.open(sdkCacheName)).put('/assets/sdk-0.js', new Response(''));
  vi.mocked(fetch).mockRejectedValue(new TypeError('Failed to fetch'));
  await expect(storeSdk(file, noWindow)).rejects.toThrow('Failed to fetch');
  expect(await listStored()).toEqual(['/assets/sdk-0.js']);
});

test('stores nothing for a user who saves data', async () => {
  vi.stubGlobal('navigator', { connection: { saveData: true } });
  await storeSdk(file, noWindow);
  expect(fetch).not.toHaveBeenCalled();
});
