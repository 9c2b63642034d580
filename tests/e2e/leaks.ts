import type { Page } from '@playwright/test';
import { askHeap, collectGarbage } from '../support/heap.ts';

/** What calls could leave behind in the app's page, counted after a garbage collection. */
export interface Leaks {
  readonly connections: number;
  readonly liveTracks: number;
  readonly openAudio: number;
  readonly domListeners: number;
  /** Every listener is one, whoever calls it. */
  readonly functions: number;
}

export async function countLeaks(page: Page): Promise<Leaks> {
  const cdp = await page.context().newCDPSession(page);
  await collectGarbage(cdp);
  // Prototypes are among the objects, and answer nothing.
  const count = (prototype: string, which: string) =>
    askHeap<number>(
      cdp,
      prototype,
      `(all) => all.filter((one) => !Object.hasOwn(one, 'constructor') && ${which}).length`,
    );
  const leaks: Leaks = {
    connections: await count('RTCPeerConnection', "one.signalingState !== 'closed'"),
    liveTracks: await count('MediaStreamTrack', "one.readyState === 'live'"),
    openAudio: await count('AudioContext', "one.state !== 'closed'"),
    domListeners: (await cdp.send('Memory.getDOMCounters')).jsEventListeners,
    functions: await askHeap(cdp, 'Function', '(all) => all.length'),
  };
  await cdp.detach();
  return leaks;
}
