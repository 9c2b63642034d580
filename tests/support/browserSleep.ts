import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright';

/** Stops every process of the browser for a while, as if the machine slept. */
export async function sleep(browser: Browser, milliseconds: number): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const signal = (name: NodeJS.Signals) => processInfo.forEach(({ id }) => process.kill(id, name));
  signal('SIGSTOP');
  await pause(milliseconds);
  signal('SIGCONT');
}
