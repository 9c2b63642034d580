import { chromium, type Page } from '@playwright/test';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { browserArguments, browserPath } from '../support/browser.ts';

const { alice, echo } = people;

/** A browser that can install apps. A profile that lasts longer than the browser is a condition for that. */
type InstallingBrowser = Awaited<ReturnType<typeof startInstallingBrowser>>;

/** Starts a browser with a profile of its own. It registers installed apps in a folder of the test, not on the user's desktop. */
async function startInstallingBrowser() {
  const folder = mkdtempSync(join(tmpdir(), 'installed-'));
  const executablePath = browserPath();
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...(executablePath && { executablePath }),
    args: browserArguments(),
    env: { ...process.env, XDG_DATA_HOME: join(folder, 'desktop') },
  });
  // Chromium has the domain `PWA` only in a session with the whole browser.
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('Playwright gave no session with the browser.');
  return {
    context,
    session,
    /** The folder in which programs of this user register with a Linux desktop. */
    desktopFolder: join(folder, 'desktop/applications'),
    async close(): Promise<void> {
      await context.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The manifest as the browser has read it, with the parts that tests need. */
interface ReadManifest {
  readonly errors: readonly { readonly message: string }[];
  readonly manifest: { readonly protocolHandlers?: readonly { protocol: string; url: string }[] };
}

/** Reads the manifest of the page, and what keeps the browser from installing the app. */
async function readManifest(page: Page): Promise<{ manifest: ReadManifest; obstacles: unknown[] }> {
  const session = await page.context().newCDPSession(page);
  const manifest = (await session.send('Page.getAppManifest')) as unknown as ReadManifest;
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  await session.detach();
  return { manifest, obstacles: installabilityErrors };
}

/** Installs the app and opens it in a window of its own. @see https://chromedevtools.github.io/devtools-protocol/tot/PWA/ */
async function installApp({ session }: InstallingBrowser, url: string): Promise<void> {
  const manifestId = `${url}/`;
  await session.send('PWA.install', { manifestId, installUrlOrBundleUrl: manifestId });
  // By default the protocol installs the app as a tab.
  await session.send('PWA.changeAppUserSettings', { manifestId, displayMode: 'standalone' });
}

/**
 * Opens an address of the installed app, as the browser does for a link. The browser decides in which window.
 * @param path begins with `/`
 */
async function launchApp({ session }: InstallingBrowser, url: string, path: string): Promise<void> {
  await session.send('PWA.launch', { manifestId: `${url}/`, url: url + path });
}

/** The schemes whose links the desktop opens in installed apps. Only Linux has this registration. */
function readDesktopSchemes({ desktopFolder }: InstallingBrowser): string[] {
  if (!existsSync(desktopFolder)) return [];
  return readdirSync(desktopFolder).flatMap((file) =>
    [...readFileSync(join(desktopFolder, file), 'utf8').matchAll(/x-scheme-handler\/([\w+]+)/g)].map(
      ([, scheme = '']) => scheme,
    ),
  );
}

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
