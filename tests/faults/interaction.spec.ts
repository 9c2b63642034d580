import { control, expect, people, signIn, test } from '../support/app/appTest.ts';
import { expectAccessible } from '../support/app/accessible.ts';
import { controls } from '../support/controls.ts';
import { callByClock, callEcho, expectCall, notice, watchRequests } from '../support/app/faultTest.ts';
import { hiddenFrameWarning, openSignInPopup, signInBanner } from '../support/app/popup.ts';

/** Entra requires an interactive sign-in. In a call only the user opens a popup; otherwise the app redirects once in 30 s at most. */

const { alice, bob } = people;

test('the sign-in is revoked in a call: a banner opens a popup, which may be blocked, closed or used with another account; the right account resolves it', async ({
  open,
  system,
  expectedErrors,
}) => {
  test.setTimeout(120_000);
  // The browser logs that Entra refuses the renewal, and that Graph sends a challenge.
  expectedErrors.push(/status of 40[01]/, hiddenFrameWarning);
  const { page, context } = await open();
  const { log, pass, untilRenewal } = await callByClock(page, system);
  await controls(system).revoke(alice.upn);
  await untilRenewal();
  await pass(60);
  await expect(signInBanner(page)).toBeVisible();
  await expectCall(page);

  await test.step('the browser blocks the popup: the app says so and offers another', async () => {
    await page.evaluate(() => Object.assign(window, { realOpen: window.open, open: () => null }));
    await signInBanner(page).getByRole('button', { name: 'Sign in again' }).click();
    await expect(notice(page, 'popup-blocked')).toBeVisible();
    await expect(signInBanner(page)).toBeVisible();
    await expectAccessible(page);
    await page.evaluate(() => Object.assign(window, { open: Reflect.get(window, 'realOpen') }));
  });

  await test.step('the user closes the popup: the app no longer calls it blocked and offers another', async () => {
    const popup = await openSignInPopup(context, page);
    await popup.close();
    await expect(page.getByRole('alert')).toHaveCount(1);
    await expect(signInBanner(page)).toBeVisible();
  });

  await test.step('another account is refused: the phone keeps the first account', async () => {
    const popup = await openSignInPopup(context, page);
    await popup.getByRole('button', { name: bob.upn }).click();
    const accept = popup.getByRole('button', { name: 'Accept' });
    // Bob must consent unless he did so in an earlier test.
    await Promise.race([accept.click(), popup.waitForEvent('close')]);
    await expect(notice(page, 'other-account')).toBeVisible();
    await expect(signInBanner(page)).toBeVisible();
    await expectAccessible(page);
    await expectCall(page);
    expect(log.exchanges).toEqual([]);
  });

  await test.step('the right account renews the tokens, and the banner goes away', async () => {
    const popup = await openSignInPopup(context, page);
    await popup.getByRole('button', { name: alice.upn }).click();
    await expect.poll(() => popup.isClosed()).toBe(true);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect.poll(() => log.exchanges.length).toBe(1);
    await expectCall(page);
    expect(log.visits).toEqual([]);
  });
});

test('renewal is refused repeatedly (AADSTS700084): the app redirects once by itself, then shows a button', async ({
  open,
  system,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 400/, hiddenFrameWarning);
  const emulator = controls(system);
  // A lifetime so short that every token is renewed before it is used.
  await emulator.set({ tokenLifetimeSeconds: 600 });
  const { page, context } = await open();
  await signIn(page, alice.upn);
  const log = watchRequests(page);
  await context.route('**/oauth2/v2.0/token*', async (route) => {
    const isRenewal = route.request().postData()?.includes('grant_type=refresh_token') ?? false;
    if (!isRenewal) return route.continue();
    return route.fulfill({
      status: 400,
      headers: { 'access-control-allow-origin': system.url },
      json: {
        error: 'invalid_grant',
        error_description: 'AADSTS700084: The refresh token was issued to a single page app (SPA).',
        error_codes: [700084],
      },
    });
  });
  // Where the browser blocks third-party cookies, Entra finds no session in a hidden frame.
  await context.route('**/oauth2/v2.0/authorize?*', (route) => {
    const parameters = new URL(route.request().url()).searchParams;
    if (parameters.get('prompt') !== 'none') return route.continue();
    const answer = new URLSearchParams({
      error: 'login_required',
      error_description: 'AADSTS50058: A silent sign-in request was sent but no user is signed in.',
      state: parameters.get('state') ?? '',
    });
    const location = `${parameters.get('redirect_uri')}#${answer}`;
    return route.fulfill({ status: 302, headers: { location } });
  });
  await page.reload();
  await expect(signInBanner(page)).toBeVisible({ timeout: 30_000 });
  // Time enough for another redirect, which must not come.
  await page.waitForTimeout(3000);
  const authorizations = log.visits.filter((url) => url.includes('/authorize?'));
  expect(authorizations).toHaveLength(1);
  await context.unroute('**/oauth2/v2.0/token*');
  await signInBanner(page).getByRole('button', { name: 'Sign in again' }).click();
  await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  await emulator.reset();
});

test('the sign-in’s 24 hours are nearly over: the app warns; closing the popup does no harm, and the next one renews the sign-in', async ({
  open,
}) => {
  const { page, context } = await open();
  await signIn(page, alice.upn);
  await page.evaluate(() => {
    const almost = Date.now() - (24 * 60 - 20) * 60_000;
    const key = Object.keys(sessionStorage).find((name) => name.startsWith('switchboard.signedInAt.'));
    sessionStorage.setItem(key ?? '', String(almost));
  });
  await page.reload();
  const soon = notice(page, 'sign-in-ends-soon');
  await expect(soon).toBeVisible();
  await expectAccessible(page);
  const log = watchRequests(page);
  await callEcho(page);
  await expectAccessible(page);

  await context.route('**/oauth2/v2.0/authorize?*', () => new Promise(() => {}));
  const [closed] = await Promise.all([
    context.waitForEvent('page'),
    soon.getByRole('button', { name: 'Sign in again' }).click(),
  ]);
  await closed.close();
  await context.unroute('**/oauth2/v2.0/authorize?*');
  await control(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeEnabled();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Call again' }).click();
  await expectCall(page);

  const opened = context.waitForEvent('page');
  await soon.getByRole('button', { name: 'Sign in again' }).click();
  // Entra still has a session for the user, so the popup closes by itself.
  await opened;
  await expect(soon).toHaveCount(0);
  const since = await page.evaluate(() =>
    Object.entries(sessionStorage).find(([name]) => name.startsWith('switchboard.signedInAt.')),
  );
  expect(Math.abs(Date.now() - Number(since?.[1]))).toBeLessThan(30_000);
  await expectCall(page);
  expect(log.visits).toEqual([]);
});
