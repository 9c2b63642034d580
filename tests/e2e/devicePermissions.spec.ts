import { expectAccessible } from '../support/app/accessible.ts';
import {
  callControl,
  countLiveTracks,
  dial,
  dialAndConnect,
  endedCallNotice,
  expect,
  people,
  test,
} from '../support/app/appTest.ts';
import { breakDevice } from '../support/app/deviceFaults.ts';

const { alice, echo } = people;

test('the app places a video call although the browser denies the camera, and says how to allow it', async ({
  openAppAs,
}) => {
  const { page: alicePage, context } = await openAppAs(alice.upn);
  await breakDevice(alicePage, 'video', 'NotAllowedError');
  await dialAndConnect(alicePage, echo.id, 'Video call');
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

test('no camera or microphone is live before a call, 2 s after it, or 2 s after a call that the caller gave up', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(alice.upn);
  expect(await countLiveTracks(page)).toBe(0);
  await dialAndConnect(page, echo.id, 'Video call');
  expect(await countLiveTracks(page)).toBeGreaterThan(0);
  await callControl(page, 'Hang up').click();
  await expect(page.getByRole('button', { name: 'Call back' })).toBeVisible();
  await expect.poll(() => countLiveTracks(page), { timeout: 2_000 }).toBe(0);
  await dial(page, people.decline.id, 'Video call');
  await callControl(page, 'Hang up').click();
  await expect(endedCallNotice(page, 'The call was cancelled')).toBeVisible();
  await expect.poll(() => countLiveTracks(page), { timeout: 2_000 }).toBe(0);
});
