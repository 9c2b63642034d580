import type { Browser, Page } from 'playwright';
import { type people, signIn } from './appTest.ts';
import { reportPolicyViolations, watchMedia } from './mediaLog.ts';
import { readScreen, type Screen } from './screen.ts';

/** An error that a page logged or did not catch. */
export interface PageError {
  readonly user: string;
  readonly at: number;
  readonly text: string;
}

/** A signed-in user, whose page a test drives and watches. */
export interface User {
  readonly upn: string;
  readonly id: string;
  readonly name: string;
  readonly page: Page;
  readonly readScreen: () => Promise<Screen>;
}

export async function openUser(
  browser: Browser,
  url: string,
  { upn, id, name }: (typeof people)['alice'],
  onError: (error: PageError) => void,
  permissions: readonly string[] = [],
): Promise<User> {
  const context = await browser.newContext({
    viewport: { width: 1100, height: 720 },
    permissions: [...permissions],
  });
  // tsx wraps named functions in a helper, which the page does not have.
  await context.addInitScript('globalThis.__name ??= (named) => named;');
  await context.addInitScript(watchMedia);
  await context.addInitScript(reportPolicyViolations);
  const page = await context.newPage();
  const report = (text: string) => onError({ user: upn, at: Date.now(), text });
  page.on('console', (message) => {
    if (message.type() === 'error') report(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => report(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => report('the page crashed'));
  await page.goto(url);
  await signIn(page, upn);
  // An action that takes longer than this has failed.
  page.setDefaultTimeout(10_000);
  return { upn, id, name, page, readScreen: () => readScreen(page) };
}
