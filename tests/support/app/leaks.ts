import type { Page } from '@playwright/test';
import { collectGarbage, countOpenMedia, countReachable, type OpenMediaCounts } from '../pageMemory.ts';

/** Counts of what calls could leave behind in the app's page, taken after a garbage collection. */
export interface Leaks extends OpenMediaCounts {
  readonly domListeners: number;
  /** All reachable functions. Every listener is a function, so forgotten listeners of any object make this number grow. */
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
