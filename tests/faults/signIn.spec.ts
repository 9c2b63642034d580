import { expect, people, signIn, test } from '../e2e/test.ts';
import { callEcho, expectCall, watch } from './faulty.ts';

/** Clocks that are wrong, storage that is blocked, sign-ins that were left half-way, several accounts and tabs. */

const { alice, bob } = people;

for (const [hours, way] of [
  [2, 'ahead'],
  [-2, 'behind'],
] as const)
  test(`a clock two hours ${way}: signs in, calls, and asks for no more tokens than with a right one`, async ({
    open,
  }) => {
    const { page } = await open();
    await page.clock.install({ time: Date.now() + hours * 3_600_000 });
    await page.reload();
    const log = watch(page);
    await signIn(page, alice.upn);
    await callEcho(page);
    await page.waitForTimeout(5000);
    await expectCall(page);
    expect(log.exchanges).toHaveLength(1);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

test('storage is blocked: explained at the button, and the page goes nowhere', async ({ open }) => {
  const { page, context } = await open();
  await context.addInitScript(() => {
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
  await page.reload();
  const log = watch(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('storage-blocked');
  await page.waitForTimeout(1000);
  expect(log.visits).toEqual([]);
});

test('a sign-in that was left half-way does not block the next one', async ({ open }) => {
  const { page } = await open();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: alice.upn })).toBeVisible();
  await page.goBack();
  await signIn(page, alice.upn);
});

test('a link to a person survives the sign-in', async ({ open }) => {
  const { page } = await open({ path: `/?call=8:orgid:${bob.id}` });
  await signIn(page, alice.upn);
  expect(new URL(page.url()).searchParams.get('call')).toBe(`8:orgid:${bob.id}`);
});

test('two accounts in one tab: the menu changes between them, but not in a call', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  const menu = () => page.getByRole('button', { name: 'Account' });
  await menu().click();
  await page.getByRole('menuitem', { name: 'Sign in with another account' }).click();
  await page.getByRole('button', { name: bob.upn }).click();
  const accept = page.getByRole('button', { name: 'Accept' });
  await page.addLocatorHandler(accept, () => accept.click());
  await expect(menu()).toHaveAttribute('title', bob.upn);
  await menu().click();
  await page.getByRole('menuitem', { name: `Change to ${alice.upn}` }).click();
  await expect(menu()).toHaveAttribute('title', alice.upn);
  await callEcho(page);
  await menu().click();
  for (const name of [`Change to ${bob.upn}`, 'Sign in with another account', 'Sign out'])
    await expect(page.getByRole('menuitem', { name })).toBeDisabled();
});

test('signing out in one tab leaves no token in another', async ({ signedIn }) => {
  const { page, context } = await signedIn(alice.upn);
  const other = await context.newPage();
  await other.goto(page.url());
  await signIn(other, alice.upn);
  await other.getByRole('button', { name: 'Account' }).click();
  await other.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  const left = () =>
    page.evaluate(() => Object.keys(sessionStorage).filter((key) => /token|account/i.test(key)));
  await expect.poll(left).toEqual([]);
});
