import type { Page } from '@playwright/test';
import {
  chooseInAccountMenu,
  dial,
  dismissEndedCall,
  expect,
  people,
  signIn,
  test,
} from '../support/app/appTest.ts';
import { recentCalls } from '../support/app/ringing.ts';

const { alice, bob, busy } = people;

/** @returns the keys under which local storage holds an account's call history and favourites. */
const readListKeys = (page: Page, objectId: string) =>
  page.evaluate(
    (id) => Object.keys(localStorage).filter((key) => /history|favourites/.test(key) && key.endsWith(id)),
    objectId,
  );

/** Adds a call to the history, and its callee to the favourites. */
async function fillLists(page: Page) {
  await dial(page, busy.id, 'Call');
  await dismissEndedCall(page);
  await recentCalls(page)
    .getByRole('button', { name: /^Busy .* Busy/ })
    .click();
  await recentCalls(page)
    .getByRole('button', { name: /^Favourite/ })
    .click();
}

// S14 is the id of a defect that an earlier version had.
test('S14: a sign-out deletes the call history and favourites of the signed-out account in all tabs, unless the user keeps them', async ({
  openAppAs,
}) => {
  const { page, context } = await openAppAs(bob.upn);
  await fillLists(page);
  expect(await readListKeys(page, bob.id)).toHaveLength(2);

  // Alice is the second account of this browser, in two tabs.
  const [firstTab, secondTab] = [await context.newPage(), await context.newPage()];
  for (const tab of [firstTab, secondTab]) {
    await tab.goto(page.url());
    await signIn(tab, alice.upn);
  }
  await fillLists(firstTab);
  await expect(recentCalls(secondTab)).toContainText('Busy (bot) Busy');
  await chooseInAccountMenu(firstTab, 'Sign out');
  await expect(firstTab.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(secondTab.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await readListKeys(secondTab, alice.id)).toEqual([]);
  expect(await readListKeys(page, bob.id)).toHaveLength(2);

  await chooseInAccountMenu(page, 'Settings');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: 'Privacy' }).click();
  await dialog.getByRole('switch', { name: /^Keep my call history and favourites/ }).check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await chooseInAccountMenu(page, 'Sign out');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await readListKeys(page, bob.id)).toHaveLength(2);
});
