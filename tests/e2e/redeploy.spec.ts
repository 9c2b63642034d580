import { expect, people, test } from '../support/app/appTest.ts';
import { firefoxPath, startFirefox } from '../support/firefox.ts';
import { press, signInWithFirefox } from '../support/firefoxPage.ts';

// C7 is the id of a defect that an earlier version had. `Parts.browser.test.tsx` tests the same without a real chunk.
test('C7: in Firefox, which remembers a failed import, the user can open Settings once its file is back after a redeploy', async ({
  url,
}) => {
  const path = firefoxPath();
  test.skip(path === null, 'Firefox is not installed on this machine: install it, or set FIREFOX_PATH.');
  const firefox = await startFirefox(path ?? '');
  try {
    const page = await firefox.newPage();
    await page.goto(url);
    await signInWithFirefox(page, people.alice.upn);
    let isChunkBack = false;
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const isMissing = !isChunkBack && request.url().includes('/assets/SettingsDialog-');
      void (isMissing ? request.respond({ status: 404, body: '' }) : request.continue());
    });
    await page.locator('a[href="#settings"]').click();
    await page.waitForSelector('[role=alert] ::-p-text(part-not-loaded)');
    isChunkBack = true;
    await press(page, 'Try again');
    await page.waitForSelector('[role=dialog] ::-p-text(Appearance)');
    expect(await page.$('[role=alert]')).toBeNull();
  } finally {
    await firefox.close();
  }
});
