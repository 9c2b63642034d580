import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emulatedBuild } from '../support/system.ts';
import { expect, people, signIn, test } from '../support/app/appTest.ts';

const { alice } = people;

test('the app loads no part of the Calling SDK before sign-in, and fetches the SDK and the ACS token in parallel after sign-in', async ({
  openApp,
}) => {
  const html = readFileSync(join(emulatedBuild, 'index.html'), 'utf8');
  // The script in the page names the SDK's chunk, `/assets/sdk-…`, but no element may load it.
  expect(html).not.toMatch(/(?:href|src)="\/assets.sdk/);
  const { page } = await openApp();
  const requests: { path: string; at: number }[] = [];
  page.on('request', (request) => requests.push({ path: new URL(request.url()).pathname, at: Date.now() }));
  let tokenAnsweredAt = 0;
  page.on('response', (response) => {
    if (response.url().endsWith('/api/token')) tokenAnsweredAt = Date.now();
  });
  const listSdkRequests = () => requests.filter(({ path }) => /\/assets\/sdk-/.test(path));
  await page.waitForLoadState('networkidle');
  // A prefetch of the SDK, which must not happen, would begin within this time.
  await page.waitForTimeout(4000);
  expect(listSdkRequests()).toEqual([]);
  await signIn(page, alice.upn);
  expect(listSdkRequests()).toHaveLength(1);
  expect(listSdkRequests()[0]?.at).toBeLessThan(tokenAnsweredAt);
});

test('the app’s code may arrive after the first ACS token, for which the page asks once', async ({
  openApp,
}) => {
  const { page } = await openApp();
  let exchangeCount = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/token')) exchangeCount += 1;
  });
  const exchanged = page.waitForResponse('**/api/token');
  await page.route(/\/assets\/index-[\w-]+\.js$/, async (route) => {
    await exchanged;
    await route.continue();
  });
  await signIn(page, alice.upn);
  expect(exchangeCount).toBe(1);
});
