import { callControl, expect, people, signIn, test } from '../support/app/appTest.ts';
import { expectAccessible } from '../support/app/accessible.ts';
import { createControls } from '../support/controls.ts';
import {
  callEchoWithPageClock,
  callEcho,
  expectConnectedCall,
  problemNotice,
  watchRequests,
} from '../support/app/faultTest.ts';
import { hiddenFrameWarning, openPopup, openSignInPopup, signInBanner } from '../support/app/popup.ts';

/**
 * In the first test Entra issues no token until the user signs in again. In the second test the sign-in ends soon. During a call
 * the app opens a popup only when the user presses a button.
 */

const { alice, bob } = people;

test('when the sign-in is revoked in a call, a banner offers a popup until the user has signed in again with the right account', async ({
  openApp,
  system,
  expectedErrors,
}) => {
  test.setTimeout(120_000);
  // The browser logs that Entra refuses the renewal, and that Graph answers 401 with a claims challenge.
  expectedErrors.push(/status of 40[01]/, hiddenFrameWarning);
  const { page } = await openApp();
  const { log, passTime, jumpToRenewal } = await callEchoWithPageClock(page, system);
  await createControls(system).endSignIns(alice.upn);
  await jumpToRenewal();
  await passTime(60);
  await expect(signInBanner(page)).toBeVisible();
  await expectConnectedCall(page);

  await test.step('the browser blocks the popup, and the app says so and offers another popup', async () => {
    await page.evaluate(() => Object.assign(window, { originalOpen: window.open, open: () => null }));
    await signInBanner(page).getByRole('button', { name: 'Sign in again' }).click();
    await expect(problemNotice(page, 'popup-blocked')).toBeVisible();
    await expect(signInBanner(page)).toBeVisible();
    await expectAccessible(page);
    await page.evaluate(() => Object.assign(window, { open: Reflect.get(window, 'originalOpen') }));
  });

  await test.step('the user closes the popup, and the app offers another without saying that the browser blocked it', async () => {
    const popup = await openSignInPopup(page);
    await popup.close();
    await expect(page.getByRole('alert')).toHaveCount(1);
    await expect(signInBanner(page)).toBeVisible();
  });

  await test.step('the user signs in with another account, which the app refuses, and the call goes on', async () => {
    const popup = await openSignInPopup(page);
    await popup.getByRole('button', { name: bob.upn }).click();
    const acceptButton = popup.getByRole('button', { name: 'Accept' });
    // Bob must consent unless he did so in an earlier test.
    await Promise.race([acceptButton.click(), popup.waitForEvent('close')]);
    await expect(problemNotice(page, 'other-account')).toBeVisible();
    await expect(signInBanner(page)).toBeVisible();
    await expectAccessible(page);
    await expectConnectedCall(page);
    expect(log.exchanges).toEqual([]);
  });

  await test.step('the user signs in with the right account, the app renews the tokens, and the banner goes away', async () => {
    const popup = await openSignInPopup(page);
    await popup.getByRole('button', { name: alice.upn }).click();
    await expect.poll(() => popup.isClosed()).toBe(true);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect.poll(() => log.exchanges.length).toBe(1);
    await expectConnectedCall(page);
    expect(log.navigations).toEqual([]);
  });
});

test('when a sign-in is about to reach its limit of 24 hours, the app warns, and the user can renew the sign-in in a popup, or close the popup', async ({
  openApp,
}) => {
  const { page, context } = await openApp();
  await signIn(page, alice.upn);
  await page.evaluate(() => {
    // Makes the sign-in 23 h 40 min old, so that it ends in 20 minutes.
    const signedInAt = Date.now() - (23 * 60 + 40) * 60_000;
    const key = Object.keys(sessionStorage).find((name) => name.startsWith('switchboard.signedInAt.'));
    sessionStorage.setItem(key ?? '', String(signedInAt));
  });
  await page.reload();
  const warning = problemNotice(page, 'sign-in-ends-soon');
  await expect(warning).toBeVisible();
  await expectAccessible(page);
  const log = watchRequests(page);
  await callEcho(page);
  await expectAccessible(page);

  // Entra's page never loads, so the user closes the popup.
  await context.route('**/oauth2/v2.0/authorize?*', () => new Promise(() => {}));
  await (await openPopup(warning.getByRole('button', { name: 'Sign in again' }))).close();
  await context.unroute('**/oauth2/v2.0/authorize?*');
  await callControl(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeEnabled();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Call back' }).click();
  await expectConnectedCall(page);

  // Entra still has a session for the user, so the popup closes by itself.
  await openPopup(warning.getByRole('button', { name: 'Sign in again' }));
  await expect(warning).toHaveCount(0);
  const storedEntry = await page.evaluate(() =>
    Object.entries(sessionStorage).find(([name]) => name.startsWith('switchboard.signedInAt.')),
  );
  expect(Math.abs(Date.now() - Number(storedEntry?.[1]))).toBeLessThan(30_000);
  await expectConnectedCall(page);
  expect(log.navigations).toEqual([]);
});
