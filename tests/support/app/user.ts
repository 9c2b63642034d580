import type { Browser, Page } from 'playwright';
import { signIn, type people } from './appTest.ts';
import { reportPolicyViolations, watchMedia } from './mediaLog.ts';
import { readScreen, type Screen } from './screen.ts';

/** One line that a page wrote to its console, or an error that nothing caught. */
export interface Noise {
  readonly user: string;
  readonly at: number;
  readonly text: string;
}

/** A signed-in person whose page the soak test drives and watches. */
export interface User {
  readonly upn: string;
  readonly id: string;
  readonly name: string;
  readonly page: Page;
  readonly look: () => Promise<Screen>;
}

export async function openUser(
  browser: Browser,
  url: string,
  { upn, id, name }: (typeof people)['alice'],
  onNoise: (noise: Noise) => void,
  permissions: readonly string[] = [],
): Promise<User> {
  const context = await browser.newContext({
    viewport: { width: 1100, height: 720 },
    permissions: [...permissions],
  });
  // tsx wraps named functions in a helper that the page does not have.
  await context.addInitScript('globalThis.__name ??= (named) => named;');
  await context.addInitScript(watchMedia);
  await context.addInitScript(reportPolicyViolations);
  const page = await context.newPage();
  const note = (text: string) => onNoise({ user: upn, at: Date.now(), text });
  page.on('console', (message) => {
    if (message.type() === 'error') note(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => note(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => note('the page crashed'));
  await page.goto(url);
  await signIn(page, upn);
  // A button that cannot be pressed for so long is a finding, or the fault that is going on.
  page.setDefaultTimeout(10_000);
  return { upn, id, name, page, look: () => readScreen(page) };
}
