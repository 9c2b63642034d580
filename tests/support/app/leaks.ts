import type { Page } from '@playwright/test';
import { collectGarbage, countOpenMedia, countReachable, type OpenMediaCounts } from '../pageMemory.ts';

/** Counts of what exists in the app's page after a garbage collection. A count that grows with every call shows a leak. */
export interface LeakCandidates extends OpenMediaCounts {
  readonly domListeners: number;
  /** All reachable functions. Every listener is a function, so forgotten listeners of any object make this number grow. */
  readonly functions: number;
}

export async function countLeakCandidates(page: Page): Promise<LeakCandidates> {
  const cdp = await page.context().newCDPSession(page);
  await collectGarbage(cdp);
  const counts: LeakCandidates = {
    ...(await countOpenMedia(cdp)),
    domListeners: (await cdp.send('Memory.getDOMCounters')).jsEventListeners,
    functions: await countReachable(cdp, 'Function'),
  };
  await cdp.detach();
  return counts;
}
