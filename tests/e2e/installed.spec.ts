import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  callControl,
  callStateText,
  dialAndConnect,
  expect,
  findDialBox,
  people,
  signIn,
  test as base,
} from '../support/app/appTest.ts';
import { browserArguments, browserPath } from '../support/browser.ts';

const { alice, echo } = people;

/**
 * A browser that can install apps: it has a profile that lasts longer than the browser. It registers installed apps in a folder of
 * the test, not on the user's desktop.
 */
const test = base.extend<{ context: BrowserContext }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern which fixtures are needed.
  context: async ({}, provide) => {
    const folder = mkdtempSync(join(tmpdir(), 'installed-'));
    const executablePath = browserPath();
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      ...(executablePath && { executablePath }),
      args: browserArguments(),
      env: { ...process.env, XDG_DATA_HOME: join(folder, 'desktop') },
    });
    await provide(context);
    await context.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});

/** The manifest as the browser has read it, with the parts that tests need. */
interface ReadManifest {
  readonly errors: readonly { readonly message: string }[];
  readonly manifest: { readonly protocolHandlers?: readonly { protocol: string; url: string }[] };
}

/** Reads the manifest of the page, and what keeps the browser from installing the app. */
async function readManifest(page: Page): Promise<ReadManifest & { obstacles: unknown[] }> {
  const session = await page.context().newCDPSession(page);
  const manifest = (await session.send('Page.getAppManifest')) as unknown as ReadManifest;
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  await session.detach();
  return { ...manifest, obstacles: installabilityErrors };
}

/**
 * Installs the app, to be opened in a window of its own.
 * @returns a function that opens an address of the installed app, as the browser does for a link. The browser decides in which
 *   window. The path begins with `/`.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/PWA/
 */
async function installApp(context: BrowserContext, url: string): Promise<(path: string) => Promise<void>> {
  // Chromium has the domain `PWA` only in a session with the whole browser.
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('Playwright gave no session with the browser.');
  const manifestId = `${url}/`;
  await session.send('PWA.install', { manifestId, installUrlOrBundleUrl: manifestId });
  // By default the protocol installs the app as a tab.
  await session.send('PWA.changeAppUserSettings', { manifestId, displayMode: 'standalone' });
  return async (path) => void (await session.send('PWA.launch', { manifestId, url: url + path }));
}

test('Chromium installs the app, and a tel: link opens it with the number in the dial box, also during a call', async ({
  context,
  url,
}) => {
  const tab = await context.newPage();
  await tab.goto(url);
  const { errors, obstacles, manifest } = await readManifest(tab);
  expect([errors, obstacles]).toEqual([[], []]);
  const telHandler = manifest.protocolHandlers?.find(({ protocol }) => protocol === 'tel');
  const { pathname, search } = new URL(telHandler?.url ?? '');
  /** The address that the browser opens for a `tel:` link, by the rule for `%s` in the manifest. */
  const toAddress = (link: string) => (pathname + search).replace('%s', encodeURIComponent(link));
  const launchApp = await installApp(context, url);
  await tab.close();

  const opened = context.waitForEvent('page');
  await launchApp(toAddress('tel:+1-425-555-0100'));
  const page = await opened;
  expect(await page.evaluate(() => matchMedia('(display-mode: standalone)').matches)).toBe(true);
  await signIn(page, alice.upn);
  await expect(findDialBox(page)).toHaveValue('+1-425-555-0100');
  await expect(page.getByText('Calls the phone number +1 425 555 0100.')).toBeVisible();
  await expect(callControl(page, 'Hang up')).toHaveCount(0);

  await test.step('during a call, a link fills in the dial box of the same window, and the call goes on', async () => {
    await dialAndConnect(page, echo.id, 'Call');
    const pageCount = context.pages().length;
    await launchApp(toAddress('tel:+14255550101'));
    await expect(findDialBox(page)).toHaveValue('+14255550101');
    await expect(findDialBox(page)).toBeFocused();
    await launchApp('/?call=https%3A%2F%2Fteams.microsoft.com%2Fmeet%2F1%3Fp%3D2');
    await expect(findDialBox(page)).toHaveValue('https://teams.microsoft.com/meet/1?p=2');
    await launchApp('/#meetings');
    await expect(page).toHaveURL(/#meetings$/);
    await launchApp('/#calls');
    await expect(callStateText(page, 'Connected')).toBeVisible();
    expect(context.pages()).toHaveLength(pageCount);
    await callControl(page, 'Hang up').click();
  });

  await test.step('after a reload, the dial box is empty', async () => {
    await page.reload();
    await expect(findDialBox(page)).toHaveValue('');
  });
});
