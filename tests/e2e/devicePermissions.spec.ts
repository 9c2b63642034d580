import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/app/accessible.ts';
import {
  callState,
  control,
  dial,
  expect,
  inCall,
  incoming,
  liveTracks,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, echo } = people;

/**
 * Makes the page ask for permission before it opens a device.
 * @returns a function that answers the pending request and every later one.
 */
async function askForPermission(page: Page): Promise<(allowed: boolean) => Promise<void>> {
  await page.evaluate(() => {
    // Removes an earlier replacement.
    Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
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
      if (await answer) return open(constraints);
      throw new DOMException('Permission denied', 'NotAllowedError');
    };
  });
  return (allowed) =>
    page.evaluate(
      (value) => (window as unknown as { answer(allowed: boolean): void }).answer(value),
      allowed,
    );
}

test('the camera is denied: the call is placed all the same, and says how to allow the camera', async ({
  signedIn,
}) => {
  const a = await signedIn(alice.upn);
  await a.page.evaluate(() => {
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (constraints) =>
      constraints?.video
        ? Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
        : real(constraints);
  });
  await dial(a.page, echo.id, 'Video call');
  await expect(callState(a.page, 'Connected')).toBeVisible();
  const alert = a.page.getByRole('alert').filter({ hasText: 'camera-refused' });
  await expect(alert).toBeVisible();
  await alert.getByRole('button', { name: 'How to allow it' }).click();
  const help = a.page.getByRole('dialog', { name: 'Let Switchboard use camera and microphone' });
  await expect(help).toContainText('icon to the left of the address');
  await expect(help).toContainText('The camera is allowed.');
  await expectAccessible(a.page);
  // The user changes the permission in the address bar while the help is open.
  await a.context.grantPermissions(['microphone']);
  await expect(help).toContainText('The camera is blocked.');
  await a.context.grantPermissions(['microphone', 'camera']);
  await expect(help).toContainText('The camera is allowed.');
  await a.page.getByRole('button', { name: 'Close' }).click();
  await control(a.page, 'Hang up').click();
});

test('the browser asks for devices before a call is placed or answered; if the user denies, no call is placed, and a callee can still listen', async ({
  signedIn,
}) => {
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  const call = a.page.getByRole('button', { name: 'Call', exact: true });
  const accept = incoming(b.page).getByRole('button', { name: 'Accept with video' });
  // A call rings within a tenth of this time, so no call has been placed if none rings by then.
  const waitForNoCall = () => a.page.waitForTimeout(1000);

  await test.step('denied: no call is placed, and the message has its remedy', async () => {
    const answer = await askForPermission(a.page);
    await dial(a.page, bob.id, 'Call');
    await waitForNoCall();
    await expect(call).toBeDisabled();
    await expect(inCall(a.page)).toHaveCount(0);
    await expect(incoming(b.page)).toHaveCount(0);
    await answer(false);
    const alert = a.page.getByRole('alert').filter({ hasText: 'microphone-needed' });
    await expect(alert).toContainText('Nobody was called.');
    await expectAccessible(a.page);
    await alert.getByRole('button', { name: 'How to allow it' }).click();
    await a.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await expect(call).toBeEnabled();
    await waitForNoCall();
    await expect(incoming(b.page)).toHaveCount(0);
  });

  await test.step('allowed: the call is placed, and keeps ringing while the callee’s browser asks', async () => {
    const answerA = await askForPermission(a.page);
    const answerB = await askForPermission(b.page);
    await call.click();
    await waitForNoCall();
    await expect(incoming(b.page)).toHaveCount(0);
    await answerA(true);
    await accept.click();
    await waitForNoCall();
    await expect(callState(a.page, 'Ringing…')).toBeVisible();
    await expect(accept).toBeVisible();
    await expect(inCall(b.page)).toHaveCount(0);
    await answerB(false);
  });
  await expect(callState(b.page, 'Connected')).toBeVisible();
  await expect(b.page.getByRole('alert').filter({ hasText: 'microphone-refused' })).toBeVisible();
  await expect(a.page.getByRole('group', { name: 'Bob Baker, muted' })).toBeVisible();
  await control(b.page, 'Hang up').click();
});

test('no camera or microphone is live on the first screen, nor 2 s after a call', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  expect(await liveTracks(page)).toBe(0);
  await dial(page, echo.id, 'Video call');
  await expect(callState(page, 'Connected')).toBeVisible();
  expect(await liveTracks(page)).toBeGreaterThan(0);
  await control(page, 'Hang up').click();
  await expect(page.getByRole('button', { name: 'Call again' })).toBeVisible();
  await expect.poll(() => liveTracks(page), { timeout: 2_000 }).toBe(0);
});

test('hanging up before the callee has answered releases camera and microphone', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  await dial(page, people.decline.id, 'Video call');
  await control(page, 'Hang up').click();
  await expect(page.getByRole('heading', { name: 'The call was cancelled' })).toBeVisible();
  await expect.poll(() => liveTracks(page), { timeout: 2_000 }).toBe(0);
});

test('the camera check shows the video and releases the camera when closed; it says who denied it, and follows the permission', async ({
  signedIn,
}) => {
  const { page, context } = await signedIn(alice.upn);
  await page.getByRole('button', { name: 'Check your camera' }).click();
  await expect(page.getByRole('dialog', { name: 'Your camera' }).locator('video')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => liveTracks(page)).toBe(0);

  // The permission is granted, but opening the camera is refused, for example by the operating system.
  const answer = await askForPermission(page);
  await page.getByRole('button', { name: 'Check your camera' }).click();
  await answer(false);
  const dialog = page.getByRole('dialog', { name: 'Your camera' });
  await expect(dialog.getByRole('alert')).toContainText('camera-refused');
  await expectAccessible(page);

  // A change in the address bar takes effect at once, both ways, without another click.
  const block = async () => {
    await context.clearPermissions();
    await context.grantPermissions(['microphone']);
  };
  await block();
  await answer(true);
  await context.grantPermissions(['microphone', 'camera']);
  await expect(dialog.locator('video')).toBeVisible();
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await answer(false);
  await block();
  await expect(dialog.getByRole('alert')).toContainText('camera-refused');
});
