import { chromium, type Page } from '@playwright/test';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserArguments, browserPath } from '../browser.ts';

/** A browser that can install apps. A profile that lasts longer than the browser is a condition for that. */
export type InstallingBrowser = Awaited<ReturnType<typeof startInstallingBrowser>>;

/** Starts a browser with a profile of its own. It registers installed apps in a folder of the test, not on the user's desktop. */
export async function startInstallingBrowser() {
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
export async function readManifest(page: Page): Promise<{ manifest: ReadManifest; obstacles: unknown[] }> {
  const session = await page.context().newCDPSession(page);
  const manifest = (await session.send('Page.getAppManifest')) as unknown as ReadManifest;
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  await session.detach();
  return { manifest, obstacles: installabilityErrors };
}

/**
 * Installs the app and opens it in a window of its own.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/PWA/
 */
export async function installApp({ session }: InstallingBrowser, url: string): Promise<void> {
  const manifestId = `${url}/`;
  await session.send('PWA.install', { manifestId, installUrlOrBundleUrl: manifestId });
  // By default the protocol installs the app as a tab.
  await session.send('PWA.changeAppUserSettings', { manifestId, displayMode: 'standalone' });
}

/**
 * Opens an address of the installed app, as the browser does for a link. The browser decides in which window.
 * @param path begins with `/`
 */
export async function launchApp({ session }: InstallingBrowser, url: string, path: string): Promise<void> {
  await session.send('PWA.launch', { manifestId: `${url}/`, url: url + path });
}

/** The schemes whose links the desktop opens in installed apps. Only Linux has this registration. */
export function readDesktopSchemes({ desktopFolder }: InstallingBrowser): string[] {
  if (!existsSync(desktopFolder)) return [];
  return readdirSync(desktopFolder).flatMap((file) =>
    [...readFileSync(join(desktopFolder, file), 'utf8').matchAll(/x-scheme-handler\/([\w+]+)/g)].map(
      ([, scheme = '']) => scheme,
    ),
  );
}
