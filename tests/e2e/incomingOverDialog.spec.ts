import {
  callStateText,
  expect,
  incomingCallDialog,
  people,
  test,
  chooseInAccountMenu,
} from '../support/app/appTest.ts';

const { alice, bob } = people;

test('while a dialog is open, a screen reader finds an incoming call, the user can decline or accept it, and the dialog stays open', async ({
  openAppAs,
  emulator,
}) => {
  const { page } = await openAppAs(alice.upn);
  const callAlice = () => emulator.runAction({ as: bob.upn, act: 'ring', to: alice.upn });
  await chooseInAccountMenu(page, 'Settings');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await expect(dialog).toBeVisible();
  await callAlice();
  // `incomingCallDialog` finds the card by its role. Playwright finds only roles that screen readers can find, too.
  await incomingCallDialog(page).getByRole('button', { name: 'Decline' }).click();
  await expect(incomingCallDialog(page)).toHaveCount(0);
  await expect(dialog).toBeVisible();
  await callAlice();
  await expect(incomingCallDialog(page)).toBeVisible();
  await dialog.getByRole('tab', { name: 'About' }).focus();
  await page.keyboard.press('Control+Shift+S');
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await emulator.resetCalls();
});
