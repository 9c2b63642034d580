import type { Page } from '@playwright/test';
import { chooseInAccountMenu, expect, people, signIn, test } from '../support/app/appTest.ts';
import { fillLists } from '../support/app/fillLists.ts';

const { alice } = people;

/** @returns the keys under which local storage holds Alice's favourites, and the number of calls in the database of her history */
const readLists = (page: Page) =>
  page.evaluate(async (id) => {
    const isFavourites = (key: string) => key.includes('favourites') && key.endsWith(id);
    const favourites = Object.keys(localStorage).filter(isFavourites).length;
    const name = `switchboard.history.${id}`;
    // Opening a database that the app has not created yet would create one without the app's object store.
    if (!(await indexedDB.databases()).some((database) => database.name === name))
      return { favourites, calls: 0 };
    const opening = indexedDB.open(name);
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const counting = opening.result.transaction('entries').objectStore('entries').count();
    await new Promise((resolve) => counting.addEventListener('success', resolve));
    opening.result.close();
    return { favourites, calls: counting.result };
  }, alice.id);

/** Stores lists, and waits until the app has taken them over. */
async function storeLists(page: Page): Promise<void> {
  await fillLists(page);
  await page.reload();
  await expect.poll(() => readLists(page)).toEqual({ favourites: 1, calls: 6 });
}

test('S14: a sign-out deletes the call history and favourites of the account in all tabs, unless the user keeps them', async ({
  openAppAs,
}) => {
  const { page: firstTab, context } = await openAppAs(alice.upn);
  const secondTab = await context.newPage();
  await secondTab.goto(firstTab.url());
  await signIn(secondTab, alice.upn);
  await storeLists(firstTab);
  await chooseInAccountMenu(firstTab, 'Sign out');
  for (const tab of [firstTab, secondTab]) {
    await expect(tab.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expect(tab.getByText('You are signed out.')).toBeVisible();
    await tab.reload();
    await expect(tab.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expect(tab.getByText('You are signed out.')).toHaveCount(0);
  }
  expect(await readLists(secondTab)).toEqual({ favourites: 0, calls: 0 });

  await signIn(firstTab, alice.upn);
  await storeLists(firstTab);
  await chooseInAccountMenu(firstTab, 'Settings');
  await firstTab.getByRole('tab', { name: 'Privacy' }).click();
  await firstTab.getByRole('radio', { name: 'My own computer' }).check();
  await chooseInAccountMenu(firstTab, 'Sign out');
  await expect(firstTab.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await readLists(firstTab)).toEqual({ favourites: 1, calls: 6 });
});
