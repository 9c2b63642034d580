import type { Browser, BrowserContext } from 'playwright';
import { nameHelperScript } from '../browser.ts';
import { type people, reportViolations, signIn } from './appTest.ts';
import { logTracks, watchMedia } from './mediaLog.ts';
import { readScreen } from './screen.ts';

/** An error that a page logged or did not catch. */
export interface PageError {
  /** The UPN of the user who is signed in. */
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

export type User = Awaited<ReturnType<typeof openTab>>;

/** Creates a browser profile whose pages log their media and policy violations. By default they have no permissions. */
export async function createUserContext(browser: Browser, permissions: readonly string[] = []) {
  const viewport = { width: 1100, height: 720 };
  const context = await browser.newContext({ viewport, permissions: [...permissions] });
  await context.addInitScript(nameHelperScript);
  for (const script of [logTracks, watchMedia, reportViolations]) await context.addInitScript(script);
  return context;
}

/** Opens the app in a new tab of a browser profile, signs a user in, and records errors of the page. */
export async function openTab(
  context: BrowserContext,
  url: string,
  { upn, id, name }: (typeof people)['alice'],
  onError: (error: PageError) => void,
) {
  const page = await context.newPage();
  const report = (text: string) => onError({ user: upn, at: Date.now(), text });
  page.on('console', (message) => {
    if (message.type() === 'error') report(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => report(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => report('the page crashed'));
  try {
    await page.goto(url);
    await signIn(page, upn);
  } catch (cause) {
    await page.close();
    throw cause;
  }
  // An action that takes longer than this has failed.
  page.setDefaultTimeout(10_000);
  return { upn, id, name, page, readScreen: () => readScreen(page) };
}
