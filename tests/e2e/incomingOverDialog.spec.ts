import { controls } from '../support/controls.ts';
import { callState, expect, incoming, people, test } from '../support/app/appTest.ts';

const { alice, bob } = people;

test('an incoming call over an open dialog: a screen reader finds it, a press or a shortcut answers it, and the dialog stays', async ({
  signedIn,
  system,
}) => {
  const { page } = await signedIn(alice.upn);
  const emulator = controls(system);
  const ring = () => emulator.act({ as: bob.upn, act: 'ring', to: alice.upn });
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await expect(dialog).toBeVisible();
  await ring();
  // Found by its role, which an element has only if screen readers see it.
  await incoming(page).getByRole('button', { name: 'Decline' }).click();
  await expect(incoming(page)).toHaveCount(0);
  await expect(dialog).toBeVisible();
  await ring();
  await expect(incoming(page)).toBeVisible();
  await dialog.getByRole('tab', { name: 'About' }).focus();
  await page.keyboard.press('Control+Shift+S');
  await expect(callState(page, 'Connected')).toBeVisible();
  await emulator.clear();
});
