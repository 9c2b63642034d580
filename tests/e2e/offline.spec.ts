import type { Page } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expectAccessible } from '../support/app/accessible.ts';
import { expect, findDialBox, holdRequests, people, signIn } from '../support/app/appTest.ts';
import { countRegistrations, servedFile, test, waitForWorker } from '../support/app/deployment.ts';

const { alice } = people;

/** Signs Alice in, and waits until the service worker runs. */
async function openPhone(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await signIn(page, alice.upn);
  await waitForWorker(page);
}

const offlineHeading = (page: Page) => page.getByRole('heading', { name: 'Switchboard cannot be reached' });

test('while the server is down, the app shows a page that says so, and opens the newly deployed build by itself', async ({
  deployment,
  page,
  context,
}) => {
  test.setTimeout(120_000);
  await openPhone(page, deployment.url);

  await deployment.stop();
  const failures: string[] = [];
  page.on('pageerror', ({ message }) => failures.push(message));
  page.on('console', (message) => {
    // The browser also logs each failed request.
    if (/Content Security Policy|Trusted/.test(message.text())) failures.push(message.text());
  });
  await page.goto(`${deployment.url}/?call=%2B14255550100`);
  await expect(offlineHeading(page)).toBeVisible();
  await expect(page).toHaveTitle('Switchboard cannot be reached · Switchboard');
  await expectAccessible(page);
  await test.info().attach('offline page', { body: await page.screenshot(), contentType: 'image/png' });
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  await context.setOffline(false);
  expect(failures).toEqual([]);

  const indexPath = join(deployment.build, 'index.html');
  writeFileSync(indexPath, readFileSync(indexPath, 'utf8').replace('<html', '<html data-build="next"'));
  await deployment.start();
  await expect(page.locator('html')).toHaveAttribute('data-build', 'next', { timeout: 20_000 });
  await expect(findDialBox(page)).toHaveValue('+14255550100');
});

test('the worker answers neither MSAL’s bridge page nor files nor the token service', async ({
  deployment,
  page,
  context,
}) => {
  await openPhone(page, deployment.url);
  await page.reload();
  await expect(findDialBox(page)).toBeVisible();
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toBe(
    `${deployment.url}/sw.js`,
  );
  await deployment.stop();
  for (const path of ['/redirect.html', '/config.json', '/assets/gone.js']) {
    // Each address needs a tab of its own, because the browser's error page would interrupt the next navigation.
    const tab = await context.newPage();
    await expect(tab.goto(deployment.url + path), path).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
    await tab.close();
  }
  await page.goto(`${deployment.url}/doctor`);
  await expect(offlineHeading(page)).toBeVisible();
});

test('the worker that docs/installed-app.md describes removes the worker from every browser', async ({
  deployment,
  page,
}) => {
  const guide = readFileSync(resolve(import.meta.dirname, '../../docs/installed-app.md'), 'utf8');
  const [, removal] = /```js\n(.*?)```/s.exec(guide) ?? [];
  if (removal === undefined) throw new Error('docs/installed-app.md has no worker that removes the worker.');
  await openPhone(page, deployment.url);
  writeFileSync(servedFile('sw.js'), removal);
  // The app registers its worker once the phone is ready. On Azure the browser has then loaded the other worker already.
  const releaseTokens = await holdRequests(page, '**/api/token');
  await page.reload();
  await expect
    .poll(() => page.evaluate(async () => Boolean(await navigator.serviceWorker.getRegistration())))
    .toBe(false);
  releaseTokens();
  await expect(findDialBox(page)).toBeVisible();
  await expect.poll(() => countRegistrations(page)).toBe(0);
  await page.reload();
  await expect(findDialBox(page)).toBeVisible();
  await deployment.stop();
  await expect(page.reload()).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
});
