import type { Page } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, people, signIn, signInAtEntra } from '../support/app/appTest.ts';
import { countRegistrations, test, waitForWorker } from '../support/app/deployment.ts';

/* The service worker answers a returning user with the page that it has kept. These tests come back to the app. */

const { alice } = people;
const html = (page: Page) => page.locator('html');

/** Opens the app, and waits until the worker has stored its page. */
async function visitOnce(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await waitForWorker(page);
  await expect.poll(() => page.evaluate(() => caches.has('page'))).toBe(true);
}

/** Collects what violates the policy of the page or its Trusted Types. */
function collectViolations(page: Page): string[] {
  const violations: string[] = [];
  page.on('pageerror', ({ message }) => violations.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') violations.push(message.text());
  });
  return violations;
}

const readNonce = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce);

test('a returning user gets the stored page, with a nonce of its own, and signs in from it', async ({
  deployment,
  browser,
}) => {
  const page = await browser.newPage();
  const violations = collectViolations(page);
  await visitOnce(page, deployment.url);
  await expect(html(page)).not.toHaveAttribute('data-stored');
  const nonces = [await readNonce(page)];
  for (let visit = 0; visit < 2; visit++) {
    await page.reload();
    await expect(html(page)).toHaveAttribute('data-stored', '');
    nonces.push(await readNonce(page));
  }
  expect(nonces.every((nonce) => nonce && nonce.length >= 24)).toBe(true);
  expect(new Set(nonces).size).toBe(3);
  await signIn(page, people.alice.upn);
  await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeEnabled();
  // Entra has brought the user back to the stored page.
  await expect(html(page)).toHaveAttribute('data-stored', '');
  expect(violations).toEqual([]);
});

test('after a new build, a returning user gets the new page, and a press on the old one is carried out', async ({
  deployment,
  browser,
}) => {
  const page = await browser.newPage();
  await visitOnce(page, deployment.url);
  await deployment.stop();
  const indexPath = join(deployment.build, 'index.html');
  writeFileSync(indexPath, readFileSync(indexPath, 'utf8').replace('<html', '<html data-build="next"'));
  await deployment.start();

  // The user presses as soon as the stored page shows the button, before the worker has compared the pages.
  await page.addInitScript(() => {
    const builds = sessionStorage.getItem('builds');
    new MutationObserver((_changes, observer) => {
      const button = document.querySelector<HTMLButtonElement>('main button');
      if (!button) return;
      observer.disconnect();
      sessionStorage.setItem(
        'builds',
        `${builds ?? ''}/${document.documentElement.dataset['build'] ?? 'first'}`,
      );
      if (builds === null) button.click();
    }).observe(document, { subtree: true, childList: true });
  });
  await page.reload({ waitUntil: 'commit' });
  await page.waitForURL(/\/oauth2\/v2\.0\/authorize\?/);
  await page.goto(`${deployment.url}/version.json`);
  expect(await page.evaluate(() => sessionStorage.getItem('builds'))).toBe('/first/next');
});

test('while the user is at Entra, the worker loads the code for calls', async ({ deployment, browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await visitOnce(page, deployment.url);
  const loaded = context.waitForEvent('response', (response) => {
    const request = response.request();
    return request.serviceWorker() !== null && /\/assets\/inCall-[\w-]+\.js$/.test(request.url());
  });
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/oauth2\/v2\.0\/authorize\?/);
  expect((await loaded).ok()).toBe(true);
  await context.close();
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
  browser,
}) => {
  const page = await browser.newPage();
  await page.goto(deployment.url);
  await expect.poll(() => countRegistrations(page)).toBe(2);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/oauth2\/v2\.0\/authorize\?/);
  // The worker waits until the user has been away for a second.
  await page.waitForTimeout(3_000);
  await signInAtEntra(page, alice.upn);
  expect(await readSdkSource(page)).toBe('cache-storage');
  await page.close();
});

test('a damaged copy of the Calling SDK never runs, and the app loads the server’s file instead', async ({
  deployment,
  browser,
}) => {
  const page = await browser.newPage();
  await page.goto(deployment.url);
  // Otherwise the worker would store the server's file later.
  await expect
    .poll(() => page.evaluate(async () => (await (await caches.open('sdk')).keys()).length))
    .toBe(1);
  await page.evaluate(async () => {
    const cache = await caches.open('sdk');
    for (const request of await cache.keys())
      await cache.put(
        request,
        new Response('globalThis.hasRun = true;', { headers: { 'content-type': 'text/javascript' } }),
      );
  });
  await signIn(page, alice.upn);
  expect(await page.evaluate(() => 'hasRun' in globalThis)).toBe(false);
  expect(await page.evaluate(() => caches.has('sdk'))).toBe(false);
  await page.close();
});
