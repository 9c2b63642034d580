import type { Page } from '@playwright/test';
import { collectGarbage, countOpenMedia, countReachable, type OpenMediaCounts } from '../pageMemory.ts';

/** What calls could leave behind in the app's page, counted after a garbage collection. */
export interface Leaks extends OpenMediaCounts {
  readonly domListeners: number;
  /** Every listener is a function, whatever object it listens to. */
  readonly functions: number;
}

export async function countLeaks(page: Page): Promise<Leaks> {
  const cdp = await page.context().newCDPSession(page);
  await collectGarbage(cdp);
  const leaks: Leaks = {
    ...(await countOpenMedia(cdp)),
    domListeners: (await cdp.send('Memory.getDOMCounters')).jsEventListeners,
    functions: await countReachable(cdp, 'Function'),
  };
  await cdp.detach();
  return leaks;
}
