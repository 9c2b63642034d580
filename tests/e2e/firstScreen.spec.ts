import type { Page, Request } from '@playwright/test';
import { expect, findDialBox, holdRequests, people, test } from '../support/app/appTest.ts';

/*
 * The build renders the screen of a signed-out user into index.html, and a small part of the app signs in. These tests look at
 * that screen before the app has loaded, and at the moment when the app takes it over.
 */

/** The app's entry, the only script with this name. */
const entry = /\/assets\/index-[\w-]+\.js$/;
/** The code that connects a signed-in user. */
const connectCode = /\/assets\/connect-[\w-]+\.js$/;
/** The code with which the prerendered screen signs in. */
const signInCode = /\/assets\/sign-in-[\w-]+\.js$/;

/** Whether a request is for the loader, which starts the app on hosts that forbid the script in the page. */
const isLoader = (request: Request) => /\/assets\/load-[\w-]+\.js$/.test(request.url());

/** A page without the app, on which a test prepares the browser before it opens the app. */
const otherPage = '/version.json';

const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in' });
/** Whether React has taken over an element. It keeps its own data in properties of the element. */
const isTakenOver = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactProps'));
/** The app takes the screen over after some seconds without a press. */
const waitForApp = (page: Page) =>
  expect.poll(() => page.locator('main').evaluate(isTakenOver), { timeout: 30_000 }).toBe(true);

test('a press on Sign in before its code has loaded is kept, and leads to Entra without the app', async ({
  openApp,
  url,
}) => {
  const { page, context } = await openApp({ path: otherPage });
  await holdRequests(context, entry);
  const releaseSignIn = await holdRequests(context, signInCode);
  await page.goto(url);
  await signInButton(page).click();
  await expect(page.locator('#root')).toHaveAttribute('data-pressed', '');
  releaseSignIn();
  await page.waitForURL(/\/oauth2\/v2\.0\/authorize\?/);
});

test('a press at the moment when the app takes the screen over is not lost', async ({ openApp, url }) => {
  const { page, context } = await openApp({ path: otherPage });
  await context.addInitScript(() => {
    new MutationObserver((changes) => {
      const isTakenOver = changes.some(({ oldValue }) => oldValue !== null);
      if (isTakenOver) document.querySelector<HTMLButtonElement>('main button')?.click();
    }).observe(document, {
      subtree: true,
      attributes: true,
      attributeFilter: ['data-prerendered'],
      attributeOldValue: true,
    });
  });
  await page.goto(url);
  await page.waitForURL(/\/oauth2\/v2\.0\/authorize\?/);
});

test('the app keeps the elements, the focus and the place of the prerendered screen, and needs no loader', async ({
  openApp,
  url,
}) => {
  const { page, context } = await openApp({ path: otherPage });
  await context.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) console.warn(`layout shift ${JSON.stringify(entry)}`);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const loaders: Request[] = [];
  page.on('request', (request) => isLoader(request) && loaders.push(request));
  const release = await holdRequests(context, entry);
  await page.goto(url);
  const button = await signInButton(page).elementHandle();
  // The focus that a script gives has a ring only before the app has loaded.
  const before = await page.screenshot();
  await button?.focus();
  release();
  await waitForApp(page);
  expect(
    await button?.evaluate((element) => [element.isConnected, element === document.activeElement]),
  ).toEqual([true, true]);
  expect((await page.screenshot()).equals(before)).toBe(true);
  expect(loaders).toEqual([]);
});

test('the prerendered screen has the language and the theme of the user, and the app keeps both', async ({
  openApp,
  url,
}) => {
  const { page, context } = await openApp({ path: otherPage });
  await page.evaluate(() => localStorage.setItem('switchboard.kept.theme', '"dark"'));
  const release = await holdRequests(context, entry);
  await page.goto(`${url}/?lang=ar`);
  const button = page.getByRole('button', { name: 'تسجيل الدخول' });
  await expect(button).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  const readColours = () =>
    page
      .locator('main')
      .evaluate((main) => [
        getComputedStyle(main).color,
        getComputedStyle(main.parentElement ?? main).backgroundColor,
        getComputedStyle(document.body).backgroundColor,
      ]);
  const early = await readColours();
  expect([early[0], early[2]]).toEqual(['rgb(255, 255, 255)', 'rgb(31, 31, 31)']);
  const element = await button.elementHandle();
  release();
  await waitForApp(page);
  expect(await element?.evaluate(({ isConnected }) => isConnected)).toBe(true);
  expect(await readColours()).toEqual(early);
  // The browser draws the title bar of the installed app in this colour.
  await expect(page.locator('meta[name=theme-color]').first()).toHaveAttribute('content', '#1f1f1f');
});

test('if the code of the sign-in cannot be loaded, a press on Sign in loads the page again', async ({
  openApp,
  url,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_FAILED/);
  const { page, context } = await openApp({ path: otherPage });
  let isBroken = true;
  await context.route(signInCode, (route) => (isBroken ? route.abort() : route.continue()));
  await Promise.all([
    page.waitForEvent('requestfailed', (request) => signInCode.test(request.url())),
    page.goto(url),
  ]);
  page.once('framenavigated', () => (isBroken = false));
  await Promise.all([page.waitForEvent('load'), signInButton(page).click()]);
  await signInButton(page).click();
  await page.waitForURL(/\/oauth2\/v2\.0\/authorize\?/);
});

test('where the host’s policy forbids the script in the page, the loader starts the app', async ({
  openApp,
  url,
  expectedErrors,
}) => {
  expectedErrors.push(/Content Security Policy/, /^policy violation: script-src-elem inline$/);
  const { page, context } = await openApp({ path: otherPage });
  await context.route(url, async (route) => {
    const response = await route.fetch();
    const { 'content-security-policy': policy = '', ...headers } = response.headers();
    const withoutNonce = policy.replace(/script-src 'self' 'nonce-[^']+'/, "script-src 'self'");
    await route.fulfill({ response, headers: { ...headers, 'content-security-policy': withoutNonce } });
  });
  await Promise.all([page.waitForRequest(isLoader), page.goto(url)]);
  await waitForApp(page);
  await signInButton(page).click();
  await page.waitForURL(/\/oauth2\/v2\.0\/authorize\?/);
});

test('the first screen loads no words about faults of config.json, and none about problems of calls', async ({
  openApp,
  url,
}) => {
  const { page } = await openApp({ path: otherPage });
  const scripts: Promise<string>[] = [];
  page.on('response', (response) => {
    if (/\/assets\/.*\.js$/.test(response.url())) scripts.push(response.text());
  });
  await page.goto(url);
  await waitForApp(page);
  const code = (await Promise.all(scripts)).join();
  expect(code).toContain('The sign-in did not work.');
  for (const words of ['a list of at least one Teams resource account', 'no Teams Phone licence'])
    expect(code).not.toContain(words);
});

test('a signed-in user sees that the sign-in goes on before the app has loaded, and the app moves nothing on that screen', async ({
  openAppAs,
}) => {
  const { page, context } = await openAppAs(people.alice.upn);
  const releaseApp = await holdRequests(context, entry);
  const releaseConnect = await holdRequests(context, connectCode);
  await page.reload({ waitUntil: 'commit' });
  const heading = page.getByRole('heading', { name: 'Signing you in…' });
  await expect(heading).toBeVisible();
  const readPlaces = () =>
    page.locator('header, main, h1').evaluateAll((elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height];
      }),
    );
  const before = await readPlaces();
  releaseApp();
  await waitForApp(page);
  expect(await readPlaces()).toEqual(before);
  releaseConnect();
  await expect(findDialBox(page)).toBeVisible();
});

test('if the app cannot be loaded for a signed-in user, the page says so', async ({
  openAppAs,
  expectedErrors,
}) => {
  expectedErrors.push(
    /ERR_FAILED/,
    /Failed to fetch dynamically imported module/,
    /preloaded .* but not used/,
  );
  const { page, context } = await openAppAs(people.alice.upn);
  await context.route(entry, (route) => route.abort());
  await page.reload({ waitUntil: 'commit' });
  const text = page.getByText('Switchboard has not started.');
  await expect(text).toBeHidden();
  // The animation shows the text after ten seconds.
  await text.evaluate((element) => element.getAnimations().forEach((animation) => animation.finish()));
  await expect(text).toBeVisible();
  await expect(text).toBeInViewport();
});
