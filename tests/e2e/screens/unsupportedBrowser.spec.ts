import { expect, test } from '../../support/app/appTest.ts';
import { lookAt } from './look.ts';

/** These tests check what the user reads in a browser that cannot run the app. */

/** Chromium warns that the app has not used the configuration, which the page preloads for browsers that can run the app. */
const preloadWarning = /config\.json was preloaded/;
const browserNames = /Edge.*Chrome.*Safari.*Firefox/;

test('a browser without WebRTC gets one accessible page that says which browsers work, and no sign-in', async ({
  openApp,
  expectedErrors,
}) => {
  test.setTimeout(120_000);
  expectedErrors.push(preloadWarning);
  const { page } = await openApp();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.addInitScript(() => Reflect.deleteProperty(window, 'RTCPeerConnection'));
  await page.reload();
  await expect(page.getByRole('alert')).toContainText(browserNames);
  await expect(page.getByRole('alert')).toContainText('browser-unsupported · RTCPeerConnection');
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Sign in' })).toHaveCount(0);
  await lookAt(page, 'browser-unsupported');
  await page.goto(`${new URL(page.url()).origin}/?lang=ar`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('alert')).toContainText(/[\u0600-\u06FF]/);
  await expect(page.getByRole('alert')).toContainText(browserNames);
});

test('a browser too old for the app’s code shows a line that names the browsers, instead of an empty page', async ({
  openApp,
  expectedErrors,
}) => {
  expectedErrors.push(preloadWarning, /uncaught/);
  const { page } = await openApp();
  // Stands for syntax that an old browser does not know.
  await page.route(/\/assets\/index-[\w-]+\.js$/, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'syntax of a later year' }),
  );
  await page.reload();
  // The line appears after ten seconds, so that it does not flash while the app is loading.
  await expect(page.getByText(browserNames)).toBeVisible({ timeout: 20_000 });
});
