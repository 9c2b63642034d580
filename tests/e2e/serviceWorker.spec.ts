import type { Page } from '@playwright/test';
import { expect, people, signIn, signInAtEntra } from '../support/app/appTest.ts';
import { countRegistrations, test, waitForWorker } from '../support/app/deployment.ts';

/* What the service worker loads and stores, and that a script which got into the page cannot stay there by what it stores. */

const { alice } = people;

test('while the user is at Entra, the worker loads the code for calls', async ({
  deployment,
  page,
  context,
}) => {
  await page.goto(deployment.url);
  await waitForWorker(page);
  const loaded = context.waitForEvent('response', (response) => {
    const request = response.request();
    return request.serviceWorker() !== null && /\/assets\/phone-[\w-]+\.js$/.test(request.url());
  });
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/oauth2\/v2\.0\/authorize\?/);
  expect((await loaded).ok()).toBe(true);
});

/** How the page got the file of the Calling SDK: `cache-storage` if the worker has stored it. */
const readSdkSource = (page: Page) =>
  page.evaluate(() => {
    const [sdk] = performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\/assets\/sdk-[\w-]+\.js$/.test(name)) as (PerformanceResourceTiming & {
      readonly deliveryType: string;
    })[];
    return sdk?.deliveryType;
  });

test('the worker stores the Calling SDK while the user is at Entra, and the phone starts with the stored file', async ({
  deployment,
  page,
}) => {
  await page.goto(deployment.url);
  await expect.poll(() => countRegistrations(page)).toBe(2);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/oauth2\/v2\.0\/authorize\?/);
  // The worker waits until the user has been away for a second.
  await page.waitForTimeout(3_000);
  await signInAtEntra(page, alice.upn);
  expect(await readSdkSource(page)).toBe('cache-storage');
});

/**
 * Runs in the page as a script that got in. In each cache that the origin has or might have, it stores pages and scripts of its own
 * under every address that the page has loaded, with a policy of its own.
 */
async function storeEverywhere(): Promise<void> {
  const code = "localStorage.setItem('intruder', location.href);";
  const html = `<!doctype html><html lang="en"><script nonce="own">${code}</script></html>`;
  const policy = "script-src 'nonce-own'";
  const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
  const sdkAddresses = (await (await caches.open('sdk')).keys()).map(({ url }) => new URL(url).pathname);
  for (const name of new Set([...(await caches.keys()), 'page', 'sdk'])) {
    const cache = await caches.open(name);
    for (const address of ['/', '/index.html', '/doctor', '/redirect.html', ...loaded])
      await cache.put(
        address,
        address.endsWith('.js')
          ? new Response(code, { headers: { 'content-type': 'text/javascript' } })
          : new Response(html, {
              headers: { 'content-type': 'text/html', 'content-security-policy': policy },
            }),
      );
    for (const address of sdkAddresses)
      await cache.put(
        address,
        new Response(html, { headers: { 'content-type': 'text/html', 'content-security-policy': policy } }),
      );
  }
  // Without this registration, the worker of the pages answers for the folder of the SDK, too.
  await (await navigator.serviceWorker.getRegistration('/assets/'))?.unregister();
}

/** The address at which code of the intruder has run; `null` if none has. */
const readIntruder = (page: Page) => page.evaluate(() => localStorage.getItem('intruder'));

const countStoredSdks = (page: Page) =>
  page.evaluate(async () => (await (await caches.open('sdk')).keys()).length);

test('what a script of the page stores never runs: not after a reload, not as the Calling SDK, not as a page', async ({
  deployment,
  page,
}) => {
  await page.goto(deployment.url);
  await waitForWorker(page);
  await expect.poll(() => countStoredSdks(page)).toBe(1);
  const sdkAddress = await page.evaluate(async () => (await (await caches.open('sdk')).keys())[0]?.url);
  await page.evaluate(storeEverywhere);

  await page.reload();
  expect(await readIntruder(page)).toBeNull();
  // The worker of the pages runs, so this navigation passes it.
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toMatch(/\/sw\.js$/);
  const opened = await page.goto(sdkAddress ?? '');
  expect(opened?.headers()['content-type']).toContain('javascript');
  await page.goto(`${deployment.url}/doctor`);
  expect(await readIntruder(page)).toBeNull();
  await page.goto(deployment.url);
  await signIn(page, alice.upn);
  expect(await readIntruder(page)).toBeNull();
});
