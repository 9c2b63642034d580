import type { Page } from '@playwright/test';
import { chooseInAccountMenu, expect, people, signIn, test } from '../support/app/appTest.ts';
import { fillLists } from '../support/app/fillLists.ts';

const { alice, bob } = people;

const findFavourites = (page: Page) => page.getByRole('list', { name: 'Favourites' }).getByRole('listitem');

async function openPrivacy(page: Page) {
  await chooseInAccountMenu(page, 'Settings');
  await page.getByRole('tab', { name: 'Privacy' }).click();
  return page.getByRole('tabpanel');
}

async function signOut(page: Page): Promise<void> {
  await chooseInAccountMenu(page, 'Sign out');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
}

test('lists stay on the user’s own computer, where nobody else sees them, and a file takes them to a shared one', async ({
  openAppAs,
}, testInfo) => {
  test.setTimeout(240_000);
  const file = testInfo.outputPath('lists.json');
  const { page: own } = await openAppAs(alice.upn);
  await own.getByRole('button', { name: 'My own computer' }).click();
  await expect(own.getByText('Is this your own computer?')).toBeHidden();
  await fillLists(own);
  await own.reload();
  await expect(findFavourites(own)).toHaveCount(3);
  const privacy = await openPrivacy(own);
  const downloading = own.waitForEvent('download');
  await privacy.getByRole('button', { name: 'Save to a file' }).click();
  await (await downloading).saveAs(file);
  await own.keyboard.press('Escape');
  await signOut(own);
  await signIn(own, bob.upn);
  await expect(own.getByText('Is this your own computer?')).toBeVisible();
  await expect(findFavourites(own)).toHaveCount(0);
  await signOut(own);
  await signIn(own, alice.upn);
  await expect(findFavourites(own)).toHaveCount(3);

  const { page: shared } = await openAppAs(alice.upn);
  await shared.getByRole('button', { name: 'A shared computer' }).click();
  await expect(findFavourites(shared)).toHaveCount(0);
  const sharedPrivacy = await openPrivacy(shared);
  await sharedPrivacy
    .getByLabel('Add from a file…', { exact: true })
    .and(shared.locator('input'))
    .setInputFiles(file);
  await expect(sharedPrivacy.getByText('Added from the file: favourites 3, calls 6')).toBeVisible();
  await shared.keyboard.press('Escape');
  await expect(findFavourites(shared)).toHaveCount(3);
  await shared.getByRole('button', { name: 'Account' }).click();
  await expect(
    shared.getByText('This deletes your call history, notes, favourites and settings'),
  ).toBeVisible();
  await shared.keyboard.press('Escape');
  await signOut(shared);
  await signIn(shared, alice.upn);
  await expect(shared.getByText('Is this your own computer?')).toBeHidden();
  await expect(findFavourites(shared)).toHaveCount(0);
});
