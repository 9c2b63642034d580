import { callEchoWithPageClock, problemNotice } from '../../support/app/faultTest.ts';
import { hiddenFrameWarning, signInBanner } from '../../support/app/popup.ts';
import { acceptCall, dial, expect, incomingCallDialog, people, test } from '../../support/app/appTest.ts';
import { lookAt } from './look.ts';

// Notices and cards that appear without an action of the user.

const { alice, bob } = people;

test.afterEach(async ({ emulator }) => {
  await emulator.resetCalls();
  await emulator.resetConditions();
});

test(
  'the notices that a sign-in ends soon and that a call needs a new sign-in are accessible and fit the window',
  { tag: '@pictures' },
  async ({ openApp, openAppAs, system, expectedErrors, emulator }) => {
    test.setTimeout(120_000);
    expectedErrors.push(/status of 40[01]/, hiddenFrameWarning);
    const { page: firstPage, context: firstContext } = await openAppAs(alice.upn);
    await firstPage.evaluate(() => {
      const key = Object.keys(sessionStorage).find((name) => name.startsWith('switchboard.signedInAt.'));
      // A sign-in lasts 24 hours. This one ends in 20 minutes.
      sessionStorage.setItem(key ?? '', String(Date.now() - (24 * 60 - 20) * 60_000));
    });
    await firstPage.reload();
    await expect(problemNotice(firstPage, 'sign-in-ends-soon')).toBeVisible();
    await lookAt(firstPage, 'sign-in-ends-soon');
    await firstContext.close();

    const { page } = await openApp();
    const { passTime, jumpToRenewal } = await callEchoWithPageClock(page, system);
    await emulator.endSignIns(alice.upn);
    await jumpToRenewal();
    await passTime(60);
    await expect(signInBanner(page)).toBeVisible();
    await lookAt(page, 'sign-in-needed');
  },
);

test(
  'the screens of a refused microphone, of a call that rings over a dialog, and of a permission request are accessible and fit the window',
  { tag: '@pictures' },
  async ({ openAppAs, emulator }) => {
    test.setTimeout(120_000);
    const { page } = await openAppAs(alice.upn);
    /** Makes the browser refuse the devices, or leave the request for them unanswered. */
    const setPermission = (permission: 'refused' | 'pending') =>
      page.evaluate((state) => {
        navigator.mediaDevices.getUserMedia = () =>
          state === 'refused'
            ? Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
            : new Promise(() => {});
      }, permission);
    await setPermission('refused');
    await dial(page, bob.id, 'Call');
    await expect(problemNotice(page, 'microphone-needed')).toBeVisible();
    await lookAt(page, 'microphone-needed');
    await page.getByRole('button', { name: 'How to allow it' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    const callAlice = async () => {
      await emulator.runAction({ as: bob.upn, act: 'ring', to: alice.upn });
      await expect(incomingCallDialog(page)).toBeVisible();
    };
    await callAlice();
    await lookAt(page, 'incoming-over-a-dialog');
    // The first call would time out before all the screenshots are taken.
    await emulator.resetCalls();
    await expect(incomingCallDialog(page)).toHaveCount(0);
    await callAlice();
    await setPermission('pending');
    await acceptCall(page);
    await expect(incomingCallDialog(page).getByText('Answering…')).toBeVisible();
    await lookAt(page, 'answering');
  },
);
