import type { Browser } from 'puppeteer-core';
import { breakDeviceOfPage, repairDevicesOfPage } from '../support/app/deviceFaults.ts';
import { logTracks } from '../support/app/mediaLog.ts';
import { firefoxPath, startFirefox } from '../support/firefox.ts';
import {
  dialWithFirefox,
  press,
  showsMovingPicture,
  signInWithFirefox,
  waitForText,
} from '../support/firefoxPage.ts';
import {
  acceptCall,
  audible,
  callControl,
  callStateText,
  dial,
  dismissEndedCall,
  expect,
  expectMovingPicture,
  measureLoudness,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob } = people;
const firefoxProgram = firefoxPath();

test.skip(
  firefoxProgram === null,
  'Firefox is not installed on this machine: install it, or set FIREFOX_PATH.',
);

let firefox: Browser;
test.beforeAll(async () => {
  firefox = await startFirefox(firefoxProgram ?? '');
});
test.afterAll(() => firefox.close());

/** Opens the app in Firefox, and signs Alice in. `pageErrors` gets the errors that the page does not catch. */
async function openFirefoxPage(url: string) {
  const firefoxPage = await firefox.newPage();
  // As wide as the windows of Chromium. In Puppeteer's 800 pixels, *Share screen* is in the menu *More* during a call with video.
  await firefoxPage.setViewport({ width: 1280, height: 720 });
  const pageErrors: unknown[] = [];
  firefoxPage.on('pageerror', (error) => pageErrors.push(error));
  await firefoxPage.evaluateOnNewDocument(logTracks);
  await firefoxPage.goto(url);
  await signInWithFirefox(firefoxPage, alice.upn);
  return { firefoxPage, pageErrors };
}

test('C20: a user of Firefox calls a user of Chromium and is called back, with sound and video both ways', async ({
  url,
  openAppAs,
}) => {
  test.setTimeout(120_000);
  const { firefoxPage, pageErrors } = await openFirefoxPage(url);
  const { page: chromiumPage } = await openAppAs(bob.upn);

  const expectSoundAndVideo = async () => {
    await expect(callStateText(chromiumPage, 'Connected')).toBeVisible();
    await expectMovingPicture(chromiumPage, alice.name);
    await expect.poll(() => showsMovingPicture(firefoxPage, bob.name)).toBe(true);
    expect(await measureLoudness(chromiumPage)).toBeGreaterThan(audible);
  };

  await dialWithFirefox(firefoxPage, bob.id);
  await acceptCall(chromiumPage, 'Accept with video');
  await expectSoundAndVideo();
  await callControl(chromiumPage, 'Hang up').click();
  await press(firefoxPage, 'Dismiss');
  await dismissEndedCall(chromiumPage);

  await dial(chromiumPage, alice.id, 'Video call');
  await press(firefoxPage, 'Accept with video');
  await expectSoundAndVideo();
  await press(firefoxPage, 'Hang up');
  await expect(chromiumPage.getByRole('button', { name: 'Call back' })).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('a user of Firefox holds a call, sees a shared screen, and regains the camera', async ({
  url,
  openAppAs,
}) => {
  test.setTimeout(120_000);
  const { firefoxPage, pageErrors } = await openFirefoxPage(url);
  const { page: bobPage } = await openAppAs(bob.upn);
  await dialWithFirefox(firefoxPage, bob.id);
  await acceptCall(bobPage, 'Accept with video');
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();

  await test.step('hold and resume', async () => {
    await press(firefoxPage, 'Hold');
    await expect(callStateText(bobPage, 'On hold')).toBeVisible();
    await press(firefoxPage, 'Resume');
    await expect(callStateText(bobPage, 'Connected')).toBeVisible();
    await expectMovingPicture(bobPage, alice.name);
  });

  await test.step('the screen: Firefox without a window has none to share, and shows another participant’s', async () => {
    await press(firefoxPage, 'Share screen');
    await waitForText(firefoxPage, '[role=alert]', 'could not share');
    await callControl(bobPage, 'Share screen').click();
    await expect.poll(() => showsMovingPicture(firefoxPage, 'Bob Baker’s screen')).toBe(true);
    await callControl(bobPage, 'Stop sharing').click();
  });

  // Firefox does not deliver an `ended` event that a test dispatches to a track. So here the camera fails when it is turned on.
  await test.step('another program has the camera, and the user turns it on once it is free', async () => {
    await press(firefoxPage, 'Turn camera off');
    await firefoxPage.evaluate(breakDeviceOfPage, {
      kind: 'video' as const,
      errorName: 'NotReadableError',
    });
    await press(firefoxPage, 'Turn camera on');
    await waitForText(firefoxPage, 'body', 'nother program may be using it');
    await firefoxPage.evaluate(repairDevicesOfPage);
    await press(firefoxPage, 'Turn camera on');
    await expectMovingPicture(bobPage, alice.name);
  });
  await press(firefoxPage, 'Hang up');
  expect(pageErrors).toEqual([]);
});
