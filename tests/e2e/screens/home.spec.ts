import type { Page } from '@playwright/test';
import { findCoveredControls } from '../../../src/web/fixtures/findCoveredControls.ts';
import { expectAccessible } from '../../support/app/accessible.ts';
import {
  expect,
  people,
  signIn,
  test,
  findDialBox,
  chooseInAccountMenu,
  choosePeople,
} from '../../support/app/appTest.ts';
import { fillLists } from '../../support/app/fillLists.ts';
import { breakDevice } from '../../support/app/deviceFaults.ts';
import { lookAt } from './look.ts';

// The screens of a signed-in user who is in no call.

const { alice, bob, carol } = people;

/** The tabs of Settings after *Devices*, in lower case. Playwright ignores case. */
const otherTabs = ['appearance', 'shortcuts', 'notes', 'delegation', 'privacy', 'about'] as const;

const expectReady = (page: Page) => expect(findDialBox(page)).toBeVisible({ timeout: 20_000 });

test('the home screen, its suggestions, a person’s card and notices are accessible and fit the window', async ({
  openApp,
  system,
  expectedErrors,
}) => {
  test.setTimeout(240_000);
  expectedErrors.push(/403|404/);
  const { page, context } = await openApp();
  await signIn(page, alice.upn);
  await lookAt(page, 'ready-empty');
  await fillLists(page);
  await page.reload();
  await expectReady(page);
  await expect(page.getByRole('main').getByText('1 missed')).toBeVisible();
  await lookAt(page, 'ready');
  await page.getByRole('button', { name: 'More options for Bob Baker' }).click();
  await expect(page.getByRole('menuitem', { name: 'Remove Bob Baker from favourites' })).toBeVisible();
  // Narrow windows have no column of favourites, so the menu is checked in the wide window only.
  expect(await page.evaluate(findCoveredControls)).toEqual([]);
  // Around the menu, axe would complain that the menu lies on rows.
  await expectAccessible(page, '[role=menu]');
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox', { name: 'Find people' }).fill('echo');
  await expect(page.getByRole('list', { name: 'Other people' }).getByRole('listitem')).toHaveCount(1);
  await lookAt(page, 'favourites-search');
  await page.getByRole('searchbox', { name: 'Find people' }).fill('');

  await findDialBox(page).fill('a');
  await expect(page.getByRole('option').first()).toBeVisible();
  await lookAt(page, 'typing-people');
  await findDialBox(page).fill('bob');
  await expect(page.getByText('Calls Bob Baker.')).toBeVisible();
  await findDialBox(page).press('Escape');
  await lookAt(page, 'typing-one');
  await page.getByRole('button', { name: 'About Bob Baker' }).click();
  await lookAt(page, 'person-card');
  await page.keyboard.press('Escape');
  await findDialBox(page).fill('somebody');
  await expect(page.getByText('Nobody in your organisation')).toBeVisible();
  await lookAt(page, 'typing-nobody');
  await findDialBox(page).fill('8:orgid:b0000000');
  await lookAt(page, 'typing-invalid');
  await findDialBox(page).fill('201 000 000 002');
  await expect(page.getByRole('textbox', { name: 'Passcode' })).toBeVisible();
  await lookAt(page, 'typing-meeting-id');
  await page.route('**/v1.0/users?**', (route) =>
    route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' }, json: {} }),
  );
  await findDialBox(page).fill('car');
  await expect(page.getByText('does not let this app search')).toBeVisible();
  await lookAt(page, 'typing-not-allowed');
  await page.unroute('**/v1.0/users?**');
  await choosePeople(page, bob, carol);
  await lookAt(page, 'several-chosen');
  await findDialBox(page).press('Backspace');
  await findDialBox(page).press('Backspace');

  await findDialBox(page).fill('99999999-9999-4999-8999-999999999999');
  await expect(page.getByText('Nobody in your directory has this id.')).toBeVisible();
  await page.getByRole('banner').getByRole('button', { name: 'Call', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'no-such-person' })).toBeVisible();
  await lookAt(page, 'notice');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitemradio', { name: 'Do not disturb' }).click();
  await page.getByRole('button', { name: 'Not now' }).click();
  await lookAt(page, 'do-not-disturb');
  const secondTab = await context.newPage();
  await secondTab.goto(system.url);
  await signIn(secondTab, alice.upn);
  await expect(secondTab.getByRole('button', { name: 'Use this tab' })).toBeVisible();
  await lookAt(secondTab, 'another-tab');
});

test(
  'the tabs of Settings, and the camera check with and without permission, are accessible and fit the window',
  { tag: '@pictures' },
  async ({ openAppAs }) => {
    test.setTimeout(180_000);
    const { page } = await openAppAs(alice.upn);
    await page.getByRole('button', { name: 'Check your camera' }).click();
    await expect(page.getByRole('dialog').locator('video')).toBeVisible();
    await lookAt(page, 'camera-check');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await breakDevice(page, 'video', 'NotAllowedError');
    await page.getByRole('button', { name: 'Check your camera' }).click();
    await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
    await lookAt(page, 'camera-check-refused');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

    await chooseInAccountMenu(page, 'Settings');
    await expect(page.getByRole('tab', { name: 'Devices' })).toBeVisible();
    await lookAt(page, 'settings-devices');
    await page.getByRole('button', { name: 'Check the microphone' }).click();
    await page.getByRole('button', { name: 'Check the connection' }).click();
    await expect(page.getByText('Checking…')).toHaveCount(0);
    await lookAt(page, 'settings-devices-checked');
    for (const tab of otherTabs) {
      await page.getByRole('tab', { name: tab }).click();
      await lookAt(page, `settings-${tab}`);
    }
    // A tab that is missing above would not be checked.
    await expect(page.getByRole('tab')).toHaveCount(otherTabs.length + 1);
  },
);

test('the screens of one incoming call, of two, and of missed calls are accessible and fit the window', async ({
  openAppAs,
  emulator,
}) => {
  test.setTimeout(120_000);
  const { page } = await openAppAs(alice.upn);
  const callAliceAs = (upn: string) => emulator.runAction({ as: upn, act: 'ring', to: alice.upn });
  const incomingCards = page.getByRole('alertdialog', { name: /Incoming call/ });
  await callAliceAs(bob.upn);
  await expect(incomingCards).toHaveCount(1);
  await lookAt(page, 'incoming');
  await callAliceAs(carol.upn);
  await expect(incomingCards).toHaveCount(2);
  await lookAt(page, 'incoming-two');
  await emulator.resetCalls();
  await expect(incomingCards).toHaveCount(0);
  await expect(page.getByRole('alert').filter({ hasText: 'Missed call' }).first()).toBeVisible();
  await lookAt(page, 'missed');
});
