import type { Page } from '@playwright/test';
import {
  callControl,
  chooseInAccountMenu,
  dial,
  dismissEndedCall,
  expect,
  findDialBox,
  incomingCallDialog,
  people,
  signIn,
  test,
} from '../support/app/appTest.ts';
import { readRinging, recentCalls, recordRinging, statusLine } from '../support/app/ringing.ts';

const { alice, bob, carol } = people;

const findCard = (page: Page, id: string) => incomingCallDialog(page).filter({ hasText: id });

/** Tells the page that it is hidden (as when another window covers it), or that it is visible again. */
const setPageHidden = (page: Page, isHidden: boolean) =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);

test('an incoming call obeys Do not disturb, appears over a dialog, does not disturb a user who is typing, rings during another call, and holds the other call when the user accepts it', async ({
  openApp,
  openPages,
  emulator,
}) => {
  test.setTimeout(150_000);
  const { page, context } = await openApp();
  await context.addInitScript(recordRinging);
  await page.reload();
  await signIn(page, bob.upn);
  const [alicePage, carolPage] = await openPages(alice, carol);

  const choosePresence = async (name: string) => {
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitemradio', { name }).click();
  };

  await test.step('Do not disturb silences calls, and the user calls back from the list of missed calls', async () => {
    const missedCount = recentCalls(page).getByText('1 missed', { exact: true });
    await expect(recentCalls(page).getByText('No calls yet.')).toBeVisible();
    await choosePresence('Do not disturb');
    await page.getByRole('button', { name: 'Not now' }).click();
    await expect(page.getByText('Do not disturb is on')).toBeVisible();
    await dial(alicePage, bob.id, 'Call');
    await expect(statusLine(alicePage, 'Ringing…')).toBeVisible();
    await expect(incomingCallDialog(page)).toHaveCount(0);
    expect(await readRinging(page, 'playing')).toEqual([]);
    await callControl(alicePage, 'Hang up').click();
    await expect(missedCount).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await choosePresence('Available');
    await dismissEndedCall(alicePage);
    await recentCalls(page).getByRole('button', { name: 'Call Alice Archer' }).click();
    await expect.poll(() => readRinging(page, 'playing')).toEqual(['ringback']);
    await incomingCallDialog(alicePage).getByRole('button', { name: 'Decline' }).click();
    await expect.poll(() => readRinging(page, 'playing')).toEqual([]);
    await dismissEndedCall(page);
    await expect(missedCount).toHaveCount(0);
  });

  await test.step('while a dialog is open, the user can decline or accept a call, and the dialog stays open', async () => {
    const callBob = () => emulator.runAction({ as: '+14255550100', act: 'ring', to: bob.upn });
    await chooseInAccountMenu(page, 'Permissions');
    const dialog = page.getByRole('dialog', { name: 'Permissions' });
    await expect(dialog).toBeVisible();
    await callBob();
    // `incomingCallDialog` finds the card by its role. Playwright finds only roles that screen readers can find, too.
    await incomingCallDialog(page).getByRole('button', { name: 'Decline' }).click();
    await expect(incomingCallDialog(page)).toHaveCount(0);
    await expect(dialog).toBeVisible();
    await callBob();
    await expect(incomingCallDialog(page)).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Control+Shift+S');
    await page.keyboard.press('Escape');
    await expect(statusLine(page, 'Connected')).toBeVisible();
    await emulator.resetCalls();
    await dismissEndedCall(page);
  });
  const dialBox = findDialBox(page);

  await test.step('an incoming call takes neither the focus nor a key press', async () => {
    await dialBox.fill('Ali');
    await dial(alicePage, bob.id, 'Call');
    await expect(incomingCallDialog(page)).toHaveAccessibleName('Incoming call from Alice Archer');
    await expect(dialBox).toBeFocused();
    await page.keyboard.type('ce');
    await expect(dialBox).toHaveValue('Alice');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Space');
    // The space has opened the suggestions again, which cover what stands below the dial box.
    await page.keyboard.press('Escape');
    await expect(incomingCallDialog(page)).toBeVisible();
    await expect(findCard(page, alice.id)).toBeVisible();
    await expect.poll(() => readRinging(page, 'playing')).toEqual(['ring']);
  });

  await test.step('a hidden tab shows a system notification after the user has allowed notifications', async () => {
    await setPageHidden(page, true);
    expect(await readRinging(page, 'shown')).toEqual([]);
    await setPageHidden(page, false);
    // The text beside the notification setting always says that the app cannot ring when no tab is open.
    const limitation = page.getByText('Keep this tab open to receive calls.');
    await expect(limitation).toBeVisible();
    await page.getByRole('button', { name: 'Notify me when this window is hidden' }).click();
    await expect(page.getByText('You get a notification of calls')).toBeVisible();
    await expect(limitation).toBeVisible();
    expect(await readRinging(page, 'shown')).toEqual([]);
    await setPageHidden(page, true);
    await expect.poll(() => readRinging(page, 'shown')).toEqual(['Incoming call from Alice Archer']);
    await setPageHidden(page, false);
    expect(await readRinging(page, 'shown')).toEqual([]);
  });

  await test.step('a second call has its own card', async () => {
    await dial(carolPage, bob.id, 'Call');
    await expect(incomingCallDialog(page)).toHaveCount(2);
  });

  await test.step('the user accepts the first call by keyboard, and the second call keeps ringing with the waiting tone', async () => {
    await findCard(page, alice.id).focus();
    await page.keyboard.press('Enter');
    await expect(incomingCallDialog(page)).toHaveCount(2);
    await page.keyboard.press('Tab');
    await expect(findCard(page, alice.id).getByRole('button', { name: 'Accept', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(statusLine(alicePage, 'Connected')).toBeVisible();
    await expect(incomingCallDialog(page)).toHaveCount(1);
    await expect.poll(() => readRinging(page, 'playing')).toEqual(['waiting']);
  });

  await test.step('the button Accept holds the current call', async () => {
    await findCard(page, carol.id).getByRole('button', { name: 'Accept', exact: true }).click();
    await expect(statusLine(carolPage, 'Connected')).toBeVisible();
    await expect(statusLine(alicePage, 'On hold')).toBeVisible();
    await expect.poll(() => readRinging(page, 'playing')).toEqual([]);
    await callControl(carolPage, 'Hang up').click();
    await expect(statusLine(page, 'On hold')).toBeVisible();
  });
});
