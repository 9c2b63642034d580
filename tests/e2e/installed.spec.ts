import type { Page } from '@playwright/test';
import {
  callControl,
  callStateText,
  dial,
  expect,
  people,
  signIn,
  test as base,
  findDialBox,
} from '../support/app/appTest.ts';
import {
  installApp,
  launchApp,
  readDesktopSchemes,
  readManifest,
  startInstallingBrowser,
  type InstallingBrowser,
} from '../support/app/installedApp.ts';

const { alice, echo } = people;

const test = base.extend<{ installing: InstallingBrowser }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern which fixtures are needed.
  installing: async ({}, provide) => {
    const browser = await startInstallingBrowser();
    await provide(browser);
    await browser.close();
  },
});

/** The address that the browser opens for a `tel:` link, by the rule for `%s` in the manifest. */
async function readTelAddress(page: Page): Promise<(link: string) => string> {
  const { manifest } = await readManifest(page);
  const handlerUrl = manifest.manifest.protocolHandlers?.find(({ protocol }) => protocol === 'tel')?.url;
  if (!handlerUrl) throw new Error('The manifest has no handler for tel: links.');
  const { pathname, search } = new URL(handlerUrl);
  return (link) => (pathname + search).replace('%s', encodeURIComponent(link));
}

test('Chromium installs the app, and a tel: link opens it with the number in the dial box, also during a call', async ({
  installing,
  url,
}) => {
  const tab = await installing.context.newPage();
  await tab.goto(url);
  const { manifest, obstacles } = await readManifest(tab);
  expect([manifest.errors, obstacles]).toEqual([[], []]);
  const toAddress = await readTelAddress(tab);
  await installApp(installing, url);
  if (process.platform === 'linux') expect(readDesktopSchemes(installing)).toContain('tel');
  await tab.close();

  const opened = installing.context.waitForEvent('page');
  await launchApp(installing, url, toAddress('tel:+1-425-555-0100'));
  const page = await opened;
  expect(await page.evaluate(() => matchMedia('(display-mode: standalone)').matches)).toBe(true);
  await signIn(page, alice.upn);
  await expect(findDialBox(page)).toHaveValue('+1-425-555-0100');
  await expect(page.getByText('Calls the phone number +1 425 555 0100.')).toBeVisible();
  await expect(callControl(page, 'Hang up')).toHaveCount(0);

  await test.step('during a call, a link fills in the dial box of the same window, and the call goes on', async () => {
    await dial(page, echo.id, 'Call');
    await expect(callStateText(page, 'Connected')).toBeVisible();
    const pageCount = installing.context.pages().length;
    await launchApp(installing, url, toAddress('tel:+14255550101'));
    await expect(findDialBox(page)).toHaveValue('+14255550101');
    await expect(findDialBox(page)).toBeFocused();
    await launchApp(installing, url, '/?call=https%3A%2F%2Fteams.microsoft.com%2Fmeet%2F1%3Fp%3D2');
    await expect(findDialBox(page)).toHaveValue('https://teams.microsoft.com/meet/1?p=2');
    await launchApp(installing, url, '/#meetings');
    await expect(page).toHaveURL(/#meetings$/);
    await launchApp(installing, url, '/#calls');
    await expect(callStateText(page, 'Connected')).toBeVisible();
    expect(installing.context.pages()).toHaveLength(pageCount);
    await callControl(page, 'Hang up').click();
  });

  await test.step('after a reload, the dial box is empty', async () => {
    await page.reload();
    await expect(findDialBox(page)).toHaveValue('');
  });
});
