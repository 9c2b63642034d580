import type { Page } from '@playwright/test';
import { createMeetingLink } from '../../src/emulator/wire/meetingLink.ts';
import { createControls } from '../support/controls.ts';
import {
  acceptCall,
  callControl,
  callRegion,
  callStateText,
  dial,
  expect,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, carol } = people;
const fabrikamTenant = 'f1111111-1111-4111-8111-111111111111';
/** The link of a meeting that Alice organises. Nobody waits in its lobby. */
const meetingLink = createMeetingLink('19:meeting_OpenHouse@thread.v2', fabrikamTenant, alice.id);

/** Chooses an entry of the menu *More*. */
const chooseMore = async (page: Page, item: string) => {
  await callControl(page, 'More').click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('in a 1:1 call a user turns noise suppression off, and each user reads the real-time text of the other, letter by letter', async ({
  openAppAs,
  system,
}) => {
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await dial(alicePage, bob.upn, 'Call');
  await acceptCall(bobPage);
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  await chooseMore(alicePage, 'Turn noise suppression off');
  await callControl(alicePage, 'More').click();
  await expect(alicePage.getByRole('menuitem', { name: 'Turn noise suppression on' })).toBeEnabled();
  await alicePage.keyboard.press('Escape');
  await expect(alicePage.getByRole('alert')).toHaveCount(0);
  await chooseMore(alicePage, 'Real-time text');
  await alicePage.getByRole('textbox', { name: 'Your text' }).pressSequentially('I cannot sp');
  const textOnBobsScreen = callRegion(bobPage)
    .getByRole('status')
    .filter({ hasText: 'Alice Archer: I cannot sp' });
  await expect(textOnBobsScreen).toBeVisible();
  await textOnBobsScreen.getByRole('button', { name: 'Answer' }).click();
  await expect(bobPage.getByRole('textbox', { name: 'Your text' })).toBeFocused();
  await bobPage.keyboard.type('Hello Alice');
  await bobPage.keyboard.press('Enter');
  await expect(alicePage.getByRole('log', { name: 'What is typed' })).toContainText('Hello Alice');
  await createControls(system).resetCalls();
});

test('in a meeting users pin and spotlight, read the dial-in details, and join and leave a breakout room', async ({
  openAppAs,
  system,
}) => {
  test.setTimeout(120_000);
  const emulator = createControls(system);
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  for (const page of [alicePage, bobPage]) {
    await dial(page, meetingLink, 'Call');
    await expect(callStateText(page, 'Connected')).toBeVisible();
  }
  await emulator.runAction({ as: carol.upn, act: 'join', meeting: meetingLink });
  await expect(callRegion(bobPage).getByRole('group', { name: /^Carol Chen/ })).toBeVisible();

  await test.step('a pin changes only the screen of the user who pins', async () => {
    await callRegion(bobPage)
      .getByRole('group', { name: /^Carol Chen/ })
      .hover();
    const pinButton = callRegion(bobPage).getByRole('button', { name: 'Pin Carol Chen' });
    await expect(pinButton).toHaveCSS('opacity', '1');
    await pinButton.click();
    await expect(bobPage.locator('[data-arrangement=speaker]')).toBeVisible();
    await expect(alicePage.locator('[data-arrangement=grid]')).toBeVisible();
    await callRegion(bobPage).getByRole('button', { name: 'Unpin Carol Chen' }).click();
    await expect(bobPage.locator('[data-arrangement=grid]')).toBeVisible();
  });

  await test.step('a spotlight changes every screen, and the user in the spotlight can leave it', async () => {
    await chooseMore(alicePage, 'Spotlight me');
    await expect(callRegion(alicePage).getByText('You are in the spotlight.')).toBeVisible();
    await expect(bobPage.locator('[data-arrangement=speaker]')).toBeVisible();
    await callRegion(alicePage).getByRole('button', { name: 'Leave the spotlight' }).click();
    await expect(bobPage.locator('[data-arrangement=grid]')).toBeVisible();
  });

  await test.step('the dial-in details show the same conference id to every participant', async () => {
    const ids = [];
    for (const page of [alicePage, bobPage]) {
      await chooseMore(page, 'Dial-in details');
      const panel = page.getByRole('complementary', { name: 'Dial-in details' });
      await expect(panel.getByRole('listitem')).toHaveCount(3);
      ids.push(await panel.getByText(/^Conference ID: \d{9}#$/).textContent());
      await page.keyboard.press('Escape');
    }
    expect(ids[0]).toBe(ids[1]);
  });

  await test.step('a participant joins an open breakout room, and returns to the meeting', async () => {
    await emulator.runAction({ as: bob.upn, act: 'assign', room: 'Room 1' });
    await expect(callRegion(bobPage).getByText('You are assigned to “Room 1”.')).toBeVisible();
    await emulator.runAction({ as: alice.upn, act: 'openRoom', room: 'Room 1', open: true });
    await callRegion(bobPage).getByRole('button', { name: 'Join the room' }).click();
    await expect(callRegion(bobPage).getByText('You are in the breakout room “Room 1”.')).toBeVisible();
    await expect(callStateText(bobPage, 'Connected')).toBeVisible();
    await callRegion(bobPage).getByRole('button', { name: 'Return to the meeting' }).click();
    await expect(callRegion(bobPage).getByRole('button', { name: 'Join the room' })).toBeVisible();
    await expect(callStateText(bobPage, 'Connected')).toBeVisible();
    await expect(bobPage.getByRole('list', { name: 'Calls' }).getByRole('listitem')).toHaveCount(1);
  });
  await emulator.resetCalls();
});
