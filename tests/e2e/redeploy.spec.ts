import { firefoxPath, startFirefox } from '../support/firefox.ts';
import { press, signInWithFirefox } from '../support/firefoxPage.ts';
import {
  callState,
  control,
  dial,
  expect,
  expectMovingPicture,
  inCall,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, echo } = people;

test('C7: when Settings’ chunk is gone after a redeploy the call is not affected, and Settings opens once it is back; then the app offers Reload', async ({
  signedIn,
  expectedErrors,
}) => {
  expectedErrors.push(/404 \(Not Found\)/, /part of the app could not be loaded/);
  const { page } = await signedIn(alice.upn);
  await dial(page, echo.id, 'Video call');
  await expect(callState(page, 'Connected')).toBeVisible();

  const chunk = '**/assets/SettingsDialog-*.js';
  await page.route(chunk, (route) => route.fulfill({ status: 404, body: '' }));
  await page.route('**/version.json', (route) => route.fulfill({ json: { build: 'a newer one' } }));
  const openSettings = async () => {
    await control(page, 'More').click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
  };
  await openSettings();
  const alert = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(alert).toContainText('part-not-loaded');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toBeVisible();
  await expectMovingPicture(page, /^Echo/);
  await expect(control(page, 'Mute')).toBeEnabled();

  await page.unroute(chunk);
  await alert.getByRole('button', { name: 'Try again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await expect(dialog).toBeVisible();
  await expect(alert).toHaveCount(0);
  await page.keyboard.press('Escape');

  // The new version waits for the end of the call, and then for the user.
  const update = page.getByRole('status').filter({ hasText: 'A new version' });
  await expect(update).toHaveCount(0);
  await control(page, 'Hang up').click();
  await expect(inCall(page)).toHaveCount(0);
  await update.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  await expect(update).toHaveCount(0);
});

test('C7: Firefox, which remembers a failed import, also opens Settings once its chunk is back', async ({
  url,
}) => {
  const path = firefoxPath();
  test.skip(path === null, 'Firefox is not installed on this machine: install it, or set FIREFOX_PATH.');
  const firefox = await startFirefox(path ?? '');
  try {
    const page = await firefox.newPage();
    await page.goto(url);
    await signInWithFirefox(page, alice.upn);
    let isBack = false;
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const isGone = !isBack && request.url().includes('/assets/SettingsDialog-');
      void (isGone ? request.respond({ status: 404, body: '' }) : request.continue());
    });
    await press(page, 'Account');
    await page.locator('::-p-text(Settings)').click();
    await page.waitForSelector('[role=alert] ::-p-text(part-not-loaded)');
    isBack = true;
    await press(page, 'Try again');
    await page.waitForSelector('[role=dialog] ::-p-text(Appearance)');
    expect(await page.$('[role=alert]')).toBeNull();
  } finally {
    await firefox.close();
  }
});
