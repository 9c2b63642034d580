import { createControls } from '../../support/controls.ts';
import {
  acceptCall,
  callControl,
  callRegion,
  callStateText,
  dial,
  expect,
  measureLoudness,
  people,
  test,
} from '../../support/app/appTest.ts';

const { alice, bob } = people;

test('muting that the service refuses, or that takes effect late, never leaves the user heard without a word', async ({
  openAppAs,
  system,
}) => {
  const emulator = createControls(system);
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await dial(alicePage, bob.upn, 'Call');
  await acceptCall(bobPage);
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  const aliceIsSeenMuted = callRegion(bobPage).getByRole('group', { name: /^Alice Archer, muted/ });

  await test.step('a refused mute is named, repeated, and replaced by a hold on request', async () => {
    await emulator.setConditions({ muteLimit: { changes: 2, seconds: 5 } });
    await callControl(alicePage, 'Mute').click();
    await expect(aliceIsSeenMuted).toBeVisible();
    await callControl(alicePage, 'Unmute').click();
    await expect(aliceIsSeenMuted).toHaveCount(0);
    await callControl(alicePage, 'Mute').click();
    const warning = alicePage.getByRole('status').filter({ hasText: 'You may still be heard' });
    await expect(warning).toBeVisible();
    await expect(callControl(alicePage, 'Mute')).toBeVisible();
    await expect(aliceIsSeenMuted).toHaveCount(0);
    await warning.getByRole('button', { name: 'Put the call on hold' }).click();
    await expect(callControl(alicePage, 'Resume')).toBeVisible();
    await expect(warning).toHaveCount(0);
    // The app repeats the mute by itself, also while the call is on hold.
    await expect(callControl(alicePage, 'Unmute')).toBeVisible();
    await callControl(alicePage, 'Resume').click();
    await expect(aliceIsSeenMuted).toBeVisible();
  });

  await test.step('a space bar that is released before the microphone opens leaves the user muted', async () => {
    await emulator.setConditions({ muteLimit: null, lateMuteMs: 400 });
    await alicePage
      .locator('main')
      .first()
      .click({ position: { x: 5, y: 5 } });
    await alicePage.keyboard.down('Space');
    await alicePage.waitForTimeout(200);
    await alicePage.keyboard.up('Space');
    // The microphone opens for a moment, and the app mutes it again.
    await expect(callControl(alicePage, 'Mute')).toBeVisible();
    await expect(callControl(alicePage, 'Unmute')).toBeVisible();
    await expect(aliceIsSeenMuted).toBeVisible();
    await expect.poll(() => measureLoudness(bobPage)).toBeLessThan(0.001);
  });
  await emulator.resetCalls();
});
