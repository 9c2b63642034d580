import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/app/accessible.ts';
import {
  callControl,
  callRegion,
  callStateText,
  countLiveTracks,
  dial,
  endedCallNotice,
  expect,
  incomingCallDialog,
  people,
  test,
} from '../support/app/appTest.ts';
import { breakDevice } from '../support/app/deviceFaults.ts';

const { alice, bob, echo } = people;

/**
 * Makes every call to `getUserMedia` in the page wait, as while the browser asks the user for permission.
 * @returns a function that grants or denies the waiting request and every later one.
 */
async function holdPermissionRequests(page: Page): Promise<(allowed: boolean) => Promise<void>> {
  await page.evaluate(() => {
    // An earlier call has put a replacement on the object; the original is on the prototype.
    Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');
    const originalGetUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    let answer: Promise<boolean>;
    let resolveAnswer: (allowed: boolean) => void = () => {};
    answer = new Promise((resolve) => (resolveAnswer = resolve));
    Object.assign(window, {
      answer(allowed: boolean) {
        resolveAnswer(allowed);
        answer = Promise.resolve(allowed);
      },
    });
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      if (await answer) return originalGetUserMedia(constraints);
      throw new DOMException('Permission denied', 'NotAllowedError');
    };
  });
  return (allowed) =>
    page.evaluate(
      (value) => (window as unknown as { answer(allowed: boolean): void }).answer(value),
      allowed,
    );
}

test('the app places a video call although the browser denies the camera, and says how to allow it', async ({
  openAppAs,
}) => {
  const { page: alicePage, context } = await openAppAs(alice.upn);
  await breakDevice(alicePage, 'video', 'NotAllowedError');
  await dial(alicePage, echo.id, 'Video call');
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  const alert = alicePage.getByRole('alert').filter({ hasText: 'camera-refused' });
  await expect(alert).toBeVisible();
  await alert.getByRole('button', { name: 'How to allow it' }).click();
  const helpDialog = alicePage.getByRole('dialog', { name: 'Let Switchboard use camera and microphone' });
  await expect(helpDialog).toContainText('icon to the left of the address');
  await expect(helpDialog).toContainText('The camera is allowed.');
  await expectAccessible(alicePage);
  // The user changes the permission in the address bar while the help is open.
  await context.grantPermissions(['microphone']);
  await expect(helpDialog).toContainText('The camera is blocked.');
  await context.grantPermissions(['microphone', 'camera']);
  await expect(helpDialog).toContainText('The camera is allowed.');
  await helpDialog.getByRole('button', { name: 'Close' }).click();
  await callControl(alicePage, 'Hang up').click();
});

test('the app asks for devices before a call; a caller who denies them places no call, and a callee who denies them can still listen', async ({
  openPages,
}) => {
  const [alicePage, bobPage] = await openPages(alice, bob);
  const callButton = alicePage.getByRole('button', { name: 'Call', exact: true });
  const acceptButton = incomingCallDialog(bobPage).getByRole('button', { name: 'Accept with video' });
  // A placed call rings within a tenth of a second. If nothing rings after a second, no call was placed.
  const waitUntilCallWouldRing = () => alicePage.waitForTimeout(1000);

  await test.step('the caller denies: the app places no call, and explains how to allow the microphone', async () => {
    const answerPermission = await holdPermissionRequests(alicePage);
    await dial(alicePage, bob.id, 'Call');
    await waitUntilCallWouldRing();
    await expect(callButton).toBeDisabled();
    await expect(callRegion(alicePage)).toHaveCount(0);
    await expect(incomingCallDialog(bobPage)).toHaveCount(0);
    await answerPermission(false);
    const alert = alicePage.getByRole('alert').filter({ hasText: 'microphone-needed' });
    await expect(alert).toContainText('Nobody was called.');
    await expectAccessible(alicePage);
    await alert.getByRole('button', { name: 'How to allow it' }).click();
    await alicePage.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await expect(callButton).toBeEnabled();
    await waitUntilCallWouldRing();
    await expect(incomingCallDialog(bobPage)).toHaveCount(0);
  });

  await test.step('the caller allows: the app places the call, which keeps ringing while the callee’s browser asks', async () => {
    const answerCallerPermission = await holdPermissionRequests(alicePage);
    const answerCalleePermission = await holdPermissionRequests(bobPage);
    await callButton.click();
    await waitUntilCallWouldRing();
    await expect(incomingCallDialog(bobPage)).toHaveCount(0);
    await answerCallerPermission(true);
    await acceptButton.click();
    await waitUntilCallWouldRing();
    await expect(callStateText(alicePage, 'Ringing…')).toBeVisible();
    await expect(acceptButton).toBeVisible();
    await expect(callRegion(bobPage)).toHaveCount(0);
    await answerCalleePermission(false);
  });
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();
  await expect(bobPage.getByRole('alert').filter({ hasText: 'microphone-refused' })).toBeVisible();
  await expect(alicePage.getByRole('group', { name: 'Bob Baker, muted' })).toBeVisible();
  await callControl(bobPage, 'Hang up').click();
});

test('no camera or microphone is live before a call, 2 s after it, or 2 s after a call that the caller gave up', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(alice.upn);
  expect(await countLiveTracks(page)).toBe(0);
  await dial(page, echo.id, 'Video call');
  await expect(callStateText(page, 'Connected')).toBeVisible();
  expect(await countLiveTracks(page)).toBeGreaterThan(0);
  await callControl(page, 'Hang up').click();
  await expect(page.getByRole('button', { name: 'Call back' })).toBeVisible();
  await expect.poll(() => countLiveTracks(page), { timeout: 2_000 }).toBe(0);
  await dial(page, people.decline.id, 'Video call');
  await callControl(page, 'Hang up').click();
  await expect(endedCallNotice(page, 'The call was cancelled')).toBeVisible();
  await expect.poll(() => countLiveTracks(page), { timeout: 2_000 }).toBe(0);
});
