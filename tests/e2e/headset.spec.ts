import {
  callControl,
  callStateText,
  dial,
  expect,
  incomingCallDialog,
  people,
  signIn,
  test,
} from '../support/app/appTest.ts';
import { plugInHeadset, pressHeadset, readHeadsetLights } from '../support/app/headset.ts';

const { alice, bob } = people;

/** Longer than the time in which the app takes a press for a second one, or for one that follows the headset's light. */
const untilPressCountsMs = 1_200;

test('a user answers, mutes, holds, resumes and hangs up by a headset, whose lights follow', async ({
  openApp,
  openAppAs,
}) => {
  const { page: alicePage, context } = await openApp();
  await plugInHeadset(context);
  await signIn(alicePage, alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  /** Presses when no earlier press and no change of a light can be taken for the reason. */
  const press = async (button: Parameters<typeof pressHeadset>[1]) => {
    await alicePage.waitForTimeout(untilPressCountsMs);
    await pressHeadset(alicePage, button);
  };
  const expectLights = (...lights: readonly string[]) =>
    expect.poll(() => readHeadsetLights(alicePage)).toEqual(lights);

  await dial(bobPage, alice.id, 'Call');
  await expect(incomingCallDialog(alicePage)).toBeVisible();
  await expectLights('ring');
  await press('callButton');
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();
  await expectLights('offHook');

  await press('mute');
  await expect(bobPage.getByRole('group', { name: `${alice.name}, muted` })).toBeVisible();
  await expectLights('mute', 'offHook');
  await press('mute');
  await expectLights('offHook');

  await press('flash');
  await expect(callStateText(bobPage, 'On hold')).toBeVisible();
  await expectLights('offHook', 'hold');
  // The command runs until the button's name changes. Meanwhile a second press does nothing.
  await expect(callControl(alicePage, 'Resume')).toBeVisible();
  await press('flash');
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();
  await expectLights('offHook');

  await press('callButton');
  await expect(callStateText(bobPage, 'Connected')).toHaveCount(0);
  await expectLights();
});
