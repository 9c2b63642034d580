import type { Page } from '@playwright/test';
import { dial, expect, people, test } from '../../support/app/appTest.ts';

/** These tests check in which language the page appears, and what happens when the user changes the language. */

const { alice, echo } = people;

const readDocumentLanguage = (page: Page) =>
  page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`);

test('the words of the browser’s language arrive while the app is loading, and no English word is shown first', async ({
  browser,
  url,
}) => {
  const context = await browser.newContext({ locale: 'de-AT' });
  const page = await context.newPage();
  let releaseApp = () => {};
  const whenReleased = new Promise<void>((resolve) => (releaseApp = resolve));
  await page.route(/\/assets\/index-[\w-]+\.js$/, async (route) => {
    await whenReleased;
    await route.continue();
  });
  const wordRequests: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('.json') && pathname.startsWith('/assets/')) wordRequests.push(pathname);
  });
  const words = page.waitForResponse(/\/assets\/de-first-/);
  await page.goto(url, { waitUntil: 'commit' });
  // The app's code is still on its way, and the words are here.
  expect((await words).ok()).toBe(true);
  expect(await readDocumentLanguage(page)).toBe('de ltr');
  releaseApp();
  await expect(page.getByRole('button', { name: 'Anmelden' })).toBeVisible();
  expect(wordRequests).toEqual([expect.stringMatching(/^\/assets\/de-first-/)]);
  await context.close();
});

test('a language in the address counts for this visit, also after the sign-in, and is not stored', async ({
  openApp,
  url,
}) => {
  const { page, context } = await openApp({ path: '/?lang=ar' });
  await expect.poll(() => readDocumentLanguage(page)).toBe('ar rtl');
  await page.locator('main button').click();
  await page.getByRole('button', { name: alice.upn }).click();
  // The consent page appears only if no earlier test has given this user's consent.
  const accept = page.getByRole('button', { name: 'Accept' });
  await page.addLocatorHandler(accept, () => accept.click(), { noWaitAfter: true });
  await expect(page.getByRole('navigation').getByRole('link').first()).toBeVisible({ timeout: 20_000 });
  expect(await readDocumentLanguage(page)).toBe('ar rtl');
  const otherTab = await context.newPage();
  await otherTab.goto(url);
  await expect(otherTab.locator('#root main')).toBeVisible();
  expect(await readDocumentLanguage(otherTab)).toBe('en ltr');
});

test('during a call, the user changes the language at once, and call and video go on', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(alice.upn);
  await dial(page, echo.id, 'Video call');
  const video = page.locator('video').first();
  await expect(video).toBeVisible({ timeout: 20_000 });
  await video.evaluate((element) => element.setAttribute('data-marked', ''));
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  /** Chooses a language. @returns milliseconds from the arrival of the words until the page shows them */
  const chooseLanguage = async (tag: string) => {
    await page.evaluate((language) => {
      performance.clearResourceTimings();
      const shown = new MutationObserver(() => {
        if (document.documentElement.lang !== language) return;
        shown.disconnect();
        // The second frame begins after the browser has painted the first one.
        requestAnimationFrame(() => requestAnimationFrame(() => performance.mark(`shown ${language}`)));
      });
      shown.observe(document.documentElement, { attributeFilter: ['lang'] });
    }, tag);
    await page.locator('[role=dialog] select').first().selectOption(tag);
    await expect
      .poll(() => page.evaluate((name) => performance.getEntriesByName(name).length, `shown ${tag}`))
      .toBe(1);
    return page.evaluate((name) => {
      const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const arrivals = files.filter((file) => file.name.endsWith('.json')).map((file) => file.responseEnd);
      return Math.round((performance.getEntriesByName(name)[0]?.startTime ?? 0) - Math.max(...arrivals));
    }, `shown ${tag}`);
  };
  const delays: Record<string, number> = {};
  for (const tag of ['ar', 'ja', 'he', 'fr', 'de']) delays[tag] = await chooseLanguage(tag);
  console.log(`milliseconds from the arrival of the words until they are shown: ${JSON.stringify(delays)}`);
  // The median, because on a busy machine a single frame may come late.
  const [, , median] = Object.values(delays).toSorted((delayA, delayB) => delayA - delayB);
  expect(median).toBeLessThanOrEqual(200);
  expect(await readDocumentLanguage(page)).toBe('de ltr');
  await expect(page.locator('video[data-marked]')).toHaveCount(1);
  const readTime = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
  const before = await readTime();
  await expect.poll(readTime).toBeGreaterThan(before);
  await page.reload();
  await expect.poll(() => readDocumentLanguage(page)).toBe('de ltr');
});
