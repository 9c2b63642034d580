import { firefoxPath, startFirefox } from '../support/firefox.ts';
import { press, signInWithFirefox } from '../support/firefoxPage.ts';
import {
  callStateText,
  callControl,
  dial,
  expect,
  expectMovingPicture,
  people,
  test,
  chooseMore,
} from '../support/app/appTest.ts';

const { alice, echo } = people;

test('C7: after a redeploy a call goes on although Settings cannot be loaded, and the user opens Settings once its file is back', async ({
  openAppAs,
  expectedErrors,
}) => {
  expectedErrors.push(/404 \(Not Found\)/, /part of the app could not be loaded/);
  const { page } = await openAppAs(alice.upn);
  await dial(page, echo.id, 'Video call');
  await expect(callStateText(page, 'Connected')).toBeVisible();

  // A redeploy deletes this file of the old build, which the app loads when the user opens Settings.
  const settingsChunk = '**/assets/SettingsView-*.js';
  await page.route(settingsChunk, (route) => route.fulfill({ status: 404, body: '' }));
  await chooseMore(page, 'Settings');
  const alert = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(alert).toContainText('part-not-loaded');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toBeVisible();
  await expectMovingPicture(page, /^Echo/);
  await expect(callControl(page, 'Mute')).toBeEnabled();

  await page.unroute(settingsChunk);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('tab', { name: 'Devices' })).toBeVisible();
  await expect(alert).toHaveCount(0);
  await page.keyboard.press('Escape');
  await callControl(page, 'Hang up').click();
});

test('C7: in Firefox, which remembers a failed import, the user can also open Settings once its file is back', async ({
  url,
}) => {
  const path = firefoxPath();
  test.skip(path === null, 'Firefox is not installed on this machine: install it, or set FIREFOX_PATH.');
  const firefox = await startFirefox(path ?? '');
  try {
    const page = await firefox.newPage();
    await page.goto(url);
    await signInWithFirefox(page, alice.upn);
    let isChunkBack = false;
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const isMissing = !isChunkBack && request.url().includes('/assets/SettingsView-');
      void (isMissing ? request.respond({ status: 404, body: '' }) : request.continue());
    });
    await page.locator('a[href="#settings"]').click();
    await page.waitForSelector('[role=alert] ::-p-text(part-not-loaded)');
    isChunkBack = true;
    await press(page, 'Try again');
    await page.waitForSelector('[role=tab] ::-p-text(Appearance)');
    expect(await page.$('[role=alert]')).toBeNull();
  } finally {
    await firefox.close();
  }
});
