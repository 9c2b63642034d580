import type { Browser } from 'puppeteer-core';
import { firefoxPath, startFirefox } from '../support/firefox.ts';
import { dialWithFirefox, press, showsMovingPicture, signInWithFirefox } from '../support/firefoxPage.ts';
import {
  acceptCall,
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

// C20 is the id of a defect that an earlier version had.
test('C20: a user of Firefox calls a user of Chromium and is called back, with sound and video both ways', async ({
  url,
  openAppAs,
}) => {
  test.setTimeout(120_000);
  const firefoxPage = await firefox.newPage();
  const pageErrors: unknown[] = [];
  firefoxPage.on('pageerror', (error) => pageErrors.push(error));
  await firefoxPage.goto(url);
  await signInWithFirefox(firefoxPage, alice.upn);
  const { page: chromiumPage } = await openAppAs(bob.upn);

  const expectSoundAndVideo = async () => {
    await expect(callStateText(chromiumPage, 'Connected')).toBeVisible();
    await expectMovingPicture(chromiumPage, alice.name);
    await expect.poll(() => showsMovingPicture(firefoxPage, bob.name)).toBe(true);
    expect(await measureLoudness(chromiumPage)).toBeGreaterThan(0.01);
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
