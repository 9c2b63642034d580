import type { Page } from '@playwright/test';
import { chooseInAccountMenu, expect, people, signIn, test } from '../support/app/appTest.ts';
import { fillLists } from '../support/app/fillLists.ts';

const { alice } = people;

/** @returns the keys under which local storage holds Alice's call history and favourites. */
const readListKeys = (page: Page) =>
  page.evaluate(
    (id) => Object.keys(localStorage).filter((key) => /history|favourites/.test(key) && key.endsWith(id)),
    alice.id,
  );

test('S14: a sign-out deletes the call history and favourites of the account in all tabs, unless the user keeps them', async ({
  openAppAs,
}) => {
  const { page: firstTab, context } = await openAppAs(alice.upn);
  const secondTab = await context.newPage();
  await secondTab.goto(firstTab.url());
  await signIn(secondTab, alice.upn);
  await fillLists(firstTab);
  await chooseInAccountMenu(firstTab, 'Sign out');
  for (const tab of [firstTab, secondTab])
    await expect(tab.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await readListKeys(secondTab)).toEqual([]);

  await signIn(firstTab, alice.upn);
  await fillLists(firstTab);
  await chooseInAccountMenu(firstTab, 'Settings');
  const dialog = firstTab.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: 'Privacy' }).click();
  await dialog.getByRole('switch', { name: /^Keep my call history and favourites/ }).check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await chooseInAccountMenu(firstTab, 'Sign out');
  await expect(firstTab.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await readListKeys(firstTab)).toHaveLength(2);
});
