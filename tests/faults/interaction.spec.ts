import { control, expect, people, signIn, test } from '../support/app/appTest.ts';
import { expectAccessible } from '../support/app/accessible.ts';
import { controls } from '../support/controls.ts';
import { callByClock, callEcho, expectCall, notice, watch } from '../support/app/faultTest.ts';
import { banner, hiddenFrame, popupFrom } from '../support/app/popup.ts';

/** Entra wants to see the person: in a call only by a popup that they open, outside at most one redirect in 30 s. */

const { alice, bob } = people;

test('the sign-in is revoked in a call: a banner opens a popup, which may be blocked, closed or used with another account; the right account resolves it', async ({
  open,
  system,
  expectedErrors,
}) => {
  test.setTimeout(120_000);
  // The browser's own report of Entra's refusal to renew, and of Graph's challenge.
  expectedErrors.push(/status of 40[01]/, hiddenFrame);
  const { page, context } = await open();
  const { log, pass, untilRenewal } = await callByClock(page, system);
  await controls(system).revoke(alice.upn);
  await untilRenewal();
  await pass(60);
  await expect(banner(page)).toBeVisible();
  await expectCall(page);

  await test.step('the browser blocks the popup: the app says so and offers another', async () => {
    await page.evaluate(() => Object.assign(window, { realOpen: window.open, open: () => null }));
    await banner(page).getByRole('button', { name: 'Sign in again' }).click();
    await expect(notice(page, 'popup-blocked')).toBeVisible();
    await expect(banner(page)).toBeVisible();
    await expectAccessible(page);
    await page.evaluate(() => Object.assign(window, { open: Reflect.get(window, 'realOpen') }));
  });

  await test.step('the user closes the popup: the app no longer calls it blocked and offers another', async () => {
    const popup = await popupFrom(context, page);
    await popup.close();
    await expect(page.getByRole('alert')).toHaveCount(1);
    await expect(banner(page)).toBeVisible();
  });

  await test.step('another account is refused: the phone keeps the first account', async () => {
    const popup = await popupFrom(context, page);
    await popup.getByRole('button', { name: bob.upn }).click();
    const accept = popup.getByRole('button', { name: 'Accept' });
    // Only if Bob has not consented in a test before this one.
    await Promise.race([accept.click(), popup.waitForEvent('close')]);
    await expect(notice(page, 'other-account')).toBeVisible();
    await expect(banner(page)).toBeVisible();
    await expectAccessible(page);
    await expectCall(page);
    expect(log.exchanges).toEqual([]);
  });

  await test.step('the right account renews the tokens, and the banner goes away', async () => {
    const popup = await popupFrom(context, page);
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
  expectedErrors.push(/status of 400/, hiddenFrame);
  const emulator = controls(system);
  // So short that every token is renewed before it is used.
  await emulator.set({ tokenLifetimeSeconds: 600 });
  const { page, context } = await open();
  await signIn(page, alice.upn);
  const log = watch(page);
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
  // As where third parties' cookies are blocked: Entra does not know who is there in a hidden frame.
  await context.route('**/oauth2/v2.0/authorize?*', (route) => {
    const asked = new URL(route.request().url()).searchParams;
    if (asked.get('prompt') !== 'none') return route.continue();
    const answer = new URLSearchParams({
      error: 'login_required',
      error_description: 'AADSTS50058: A silent sign-in request was sent but no user is signed in.',
      state: asked.get('state') ?? '',
    });
    const location = `${asked.get('redirect_uri')}#${answer}`;
    return route.fulfill({ status: 302, headers: { location } });
  });
  await page.reload();
  await expect(banner(page)).toBeVisible({ timeout: 30_000 });
  await page.waitForTimeout(3000);
  const authorizations = log.visits.filter((url) => url.includes('/authorize?'));
  expect(authorizations).toHaveLength(1);
  await context.unroute('**/oauth2/v2.0/token*');
  await banner(page).getByRole('button', { name: 'Sign in again' }).click();
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
  const log = watch(page);
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
  // Entra knows the person and asks nothing: the popup comes and goes.
  await opened;
  await expect(soon).toHaveCount(0);
  const since = await page.evaluate(() =>
    Object.entries(sessionStorage).find(([name]) => name.startsWith('switchboard.signedInAt.')),
  );
  expect(Math.abs(Date.now() - Number(since?.[1]))).toBeLessThan(30_000);
  await expectCall(page);
  expect(log.visits).toEqual([]);
});
