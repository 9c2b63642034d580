import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { launchChromium } from '../../support/browser.ts';
import { serveFolder } from '../../support/pageServer.ts';

let browser: Browser;

/** Starts one browser for the tests of a file. */
export function shareBrowser(): void {
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());
}

/** Opens a page in a context of its own. @returns the page and its errors. */
export async function openPage(): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.newPage();
  onTestFinished(() => page.context().close());
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    // The examples have no icon.
    const isMissingIcon = message.location().url.endsWith('favicon.ico');
    if (message.type() === 'error' && !isMissingIcon) errors.push(message.text());
  });
  return { page, errors };
}

/** Opens an example that calls the bot Echo, and waits until the call is connected, which its title shows. */
export async function expectCall(url: string, { page, errors }: Awaited<ReturnType<typeof openPage>>) {
  await page.goto(url);
  await page
    .waitForFunction(() => document.title === 'Connected', undefined, { timeout: 30_000 })
    .catch(() => {});
  expect({ title: await page.title(), errors }).toEqual({ title: 'Connected', errors: [] });
}

/** Serves the files of a folder until the test ends. @returns the address. */
export async function serveUntilEnd(folder: string): Promise<string> {
  const server = await serveFolder(folder);
  onTestFinished(() => server.close());
  return server.origin;
}
