import type { Page } from '@playwright/test';
import { dial, expect, people, signIn, test } from '../support/app/appTest.ts';

const { alice, bob, busy } = people;

/** @returns the keys of an account's lists in local storage. */
const listsOf = (page: Page, account: string) =>
  page.evaluate(
    (id) => Object.keys(localStorage).filter((key) => /history|favourites/.test(key) && key.endsWith(id)),
    account,
  );

/** Adds a call to the history, and its callee to the favourites. */
async function fillLists(page: Page) {
  await dial(page, busy.id, 'Call');
  await page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click();
  await page
    .getByRole('region', { name: 'Recent calls' })
    .getByRole('button', { name: /^Favourite/ })
    .click();
}

const chooseInMenu = async (page: Page, item: string) => {
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('S14: a sign-out in one tab deletes the lists of that account, unless the user keeps them', async ({
  signedIn,
}) => {
  const { page, context } = await signedIn(bob.upn);
  await fillLists(page);
  expect(await listsOf(page, bob.id)).toHaveLength(2);

  // The second account of this browser, in two tabs.
  const [one, other] = [await context.newPage(), await context.newPage()];
  for (const tab of [one, other]) {
    await tab.goto(page.url());
    await signIn(tab, alice.upn);
  }
  await fillLists(one);
  await expect(other.getByRole('region', { name: 'Recent calls' })).toContainText('Not answered');
  await chooseInMenu(one, 'Sign out');
  await expect(one.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(other.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await listsOf(other, alice.id)).toEqual([]);
  expect(await listsOf(page, bob.id)).toHaveLength(2);

  await chooseInMenu(page, 'Settings');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: 'Privacy' }).click();
  await dialog.getByRole('switch', { name: /^Keep my call history and favourites/ }).check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await chooseInMenu(page, 'Sign out');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await listsOf(page, bob.id)).toHaveLength(2);
});
