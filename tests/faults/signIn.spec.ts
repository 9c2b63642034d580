import { expect, people, signIn, test } from '../support/app/appTest.ts';
import {
  callEchoWithPageClock,
  expectConnectedCall,
  problemNotice,
  readStoredTokenKeys,
  watchRequests,
} from '../support/app/faultTest.ts';

/** These tests sign users in with a wrong clock, with blocked storage, after an abandoned attempt, and with several accounts. */

const { alice, bob } = people;

for (const [hours, direction] of [
  [2, 'ahead'],
  [-2, 'behind'],
] as const)
  test(`with a clock two hours ${direction} the app signs in, places a call, and asks for at most three tokens an hour`, async ({
    openApp,
    system,
  }) => {
    const { page } = await openApp();
    const { log, passTime } = await callEchoWithPageClock(page, system, hours * 3_600_000);
    await passTime(3600, 120);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expectConnectedCall(page);
    expect(log.exchanges.length).toBeGreaterThanOrEqual(1);
    expect(log.exchanges.length).toBeLessThanOrEqual(3);
    expect(log.navigations).toEqual([]);
  });

test('when the browser blocks storage, the app explains it beside the button Sign in and does not leave the page', async ({
  openApp,
}) => {
  const { page, context } = await openApp();
  await context.addInitScript(() => {
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
  await page.reload();
  const log = watchRequests(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('storage-blocked');
  // A redirect, which must not happen, would begin within this time.
  await page.waitForTimeout(1000);
  expect(log.navigations).toEqual([]);
});

test('when the redirect to Entra does not happen, the app says so after half a minute; after Back the user can sign in again', async ({
  openApp,
}) => {
  const { page } = await openApp();
  await page.clock.install();
  await page.reload();
  // After an answer without content the browser stays on the page, as when Entra hangs and the user presses Stop.
  await page.route('**/oauth2/v2.0/authorize?*', (route) => route.fulfill({ status: 204 }));
  const signInButton = page.getByRole('button', { name: 'Sign in', exact: true });
  const pressSignIn = async () => {
    const whenRequested = page.waitForRequest('**/oauth2/v2.0/authorize?*');
    await signInButton.click();
    await whenRequested;
  };
  await pressSignIn();
  const disabledButton = page.getByRole('button', { name: 'Sign in', disabled: true });
  await expect(disabledButton).toBeVisible();
  await page.clock.fastForward(31_000);
  await expect(problemNotice(page, 'sign-in-unreachable')).toBeVisible();
  // The abandoned attempt does not prevent another one.
  await pressSignIn();
  await expect(disabledButton).toBeVisible();
  // The browser restores the page from its back/forward cache.
  await page.unroute('**/oauth2/v2.0/authorize?*');
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await signIn(page, alice.upn);
});

test('the app ignores an answer of Entra that it did not ask for, and removes the answer from the address', async ({
  openApp,
}) => {
  const state = Buffer.from('{"id":"x","meta":{"interactionType":"redirect"}}').toString('base64');
  const { page } = await openApp({ path: `/#code=1.AXXX&state=${encodeURIComponent(state)}&client_info=x` });
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled();
  expect(page.url()).not.toContain('code=');
  await signIn(page, alice.upn);
  expect(page.url()).not.toContain('code=');
});

test('a user switches between two accounts in one tab, and a sign-out removes both accounts', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(alice.upn);
  const findAccountMenu = () => page.getByRole('button', { name: 'Account' });
  await findAccountMenu().click();
  await page.getByRole('menuitem', { name: 'Sign in with another account' }).click();
  await page.getByRole('button', { name: bob.upn }).click();
  const acceptButton = page.getByRole('button', { name: 'Accept' });
  await page.addLocatorHandler(acceptButton, () => acceptButton.click());
  await expect(findAccountMenu()).toHaveAttribute('title', bob.upn);
  await findAccountMenu().click();
  await page.getByRole('menuitem', { name: `Switch to ${alice.upn}` }).click();
  await expect(findAccountMenu()).toHaveAttribute('title', alice.upn);
  await findAccountMenu().click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect(await readStoredTokenKeys(page)).toEqual([]);
});
