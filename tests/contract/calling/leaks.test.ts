import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';
import {
  readPageCounts,
  readServerCounts,
  openCallerAndCallee,
  placeCalls,
} from '../../support/calling/leakCounts.ts';

const callCount = 4;
const { getHarness } = setUpHarness();

test('calls leave no connection, no live track, no sound and no listener behind, in either page or in the server', async () => {
  const pages = await openCallerAndCallee(getHarness());
  // The first call creates objects that stay: lists of devices, and objects of the browser.
  await placeCalls(...pages, 1);
  const [pagesBefore, serverBefore] = [
    await Promise.all(pages.map(readPageCounts)),
    readServerCounts(getHarness()),
  ];
  await placeCalls(...pages, callCount);
  // The browser's own listeners vary by two or three. A leak of one listener for each call would add four.
  const allowed = pagesBefore.map(({ domListeners, ...counts }) => ({
    counts,
    isBelowLimit: true,
    limit: domListeners + callCount,
  }));
  await expect
    .poll(async () => {
      const pagesAfter = await Promise.all(pages.map(readPageCounts));
      return pagesAfter.map(({ domListeners, ...counts }, index) => {
        const limit = allowed[index]?.limit ?? 0;
        return { counts, isBelowLimit: domListeners < limit, limit };
      });
    })
    .toEqual(allowed);
  expect(readServerCounts(getHarness())).toEqual(serverBefore);
  for (const counts of pagesBefore) {
    expect(counts).toMatchObject({
      connections: 0,
      liveTracks: 0,
      mediaElements: 0,
      audioContexts: 0,
      calls: 0,
    });
  }
  await Promise.all(pages.map((page) => page.close()));
}, 60_000);
