import type { Page } from '@playwright/test';
import { callStateText, chooseInAccountMenu, expect, people, signIn, test } from '../support/app/appTest.ts';
import { fillLists } from '../support/app/fillLists.ts';
import { allow, hiddenFrameWarning } from '../support/app/popup.ts';

const { alice, bob, echo } = people;

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

test('lists follow the user to another computer through OneDrive, and the setting says if they cannot', async ({
  openAppAs,
  emulator,
  expectedErrors,
}) => {
  test.setTimeout(240_000);
  expectedErrors.push(/403/, hiddenFrameWarning);
  const { page: first } = await openAppAs(alice.upn);
  await fillLists(first);
  await first.reload();
  await expect(findFavourites(first)).toHaveCount(3);
  const switchOn = async (page: Page, consent?: typeof allow) => {
    const privacy = await openPrivacy(page);
    await privacy.getByRole('switch', { name: /^Keep my lists in my OneDrive/ }).check();
    await consent?.(privacy);
    await expect(privacy.getByText(/^Last up to date with OneDrive/)).toBeVisible();
    await page.keyboard.press('Escape');
  };
  await switchOn(first, allow);
  const { page: second } = await openAppAs(alice.upn);
  await switchOn(second);
  await expect(findFavourites(second)).toHaveCount(3);

  await second.getByRole('button', { name: 'More options for Carol Chen' }).click();
  await second.getByRole('menuitem', { name: 'Remove Carol Chen from favourites' }).click();
  await expect(findFavourites(second)).toHaveCount(2);
  // A page that is closed or hidden first sends what has changed.
  await second.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(async () => {
    await first.reload();
    await expect(findFavourites(first)).toHaveCount(2, { timeout: 5_000 });
  }).toPass();

  await emulator.setConditions({ oneDrive: 'refused', user: alice.upn });
  const dialog = await openPrivacy(first);
  const keeps = dialog.getByRole('switch', { name: /^Keep my lists in my OneDrive/ });
  await keeps.uncheck();
  await expect(dialog.getByText('The file in your OneDrive is still there.')).toBeVisible();
  await keeps.check();
  await expect(
    dialog.getByText(/^Your organisation does not let Switchboard use your OneDrive/),
  ).toBeVisible();
  await emulator.resetConditions();
  await keeps.uncheck();
  await dialog.getByRole('button', { name: 'Delete the file from OneDrive' }).click();
  await expect(dialog.getByText('The file is deleted from your OneDrive.')).toBeVisible();
});

test('all users see the administrator’s list after the sign-in, and call its people with one press', async ({
  openAppAs,
  system,
}) => {
  const { page } = await openAppAs(alice.upn);
  let requestCount = 0;
  const config = { ...system.config, sharedFavourites: '/lists/desk.json' };
  const record = { name: 'The robot', group: '', position: 0 };
  const file = {
    format: 'switchboard-lists',
    version: 1,
    records: { [`favourite:8:orgid:${echo.id}`]: record },
  };
  await page.context().route('**/config.json', (route) => route.fulfill({ json: config }));
  await page.context().route('**/lists/desk.json', (route) => {
    requestCount += 1;
    return route.fulfill({ json: file });
  });
  await signOut(page);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(requestCount).toBe(0);
  await signIn(page, alice.upn);
  const shared = page.getByRole('list', { name: 'Shared list' });
  await shared.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(callStateText(page, 'Connected')).toBeVisible();
  expect(requestCount).toBe(1);
});
