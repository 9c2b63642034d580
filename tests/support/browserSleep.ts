import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright';

/** Pauses all processes of the browser, as if the machine slept. */
export async function sleepBrowser(browser: Browser, durationMs: number): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sendSignal = (name: NodeJS.Signals) => processInfo.forEach(({ id }) => process.kill(id, name));
  sendSignal('SIGSTOP');
  await pause(durationMs);
  sendSignal('SIGCONT');
}
