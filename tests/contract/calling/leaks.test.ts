import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';
import { countPage, countServer, openCallerAndCallee, placeCalls } from '../../support/calling/leakCounts.ts';

const times = 4;
const { harness } = harnessOfFile();

test('calls leave no connection, no live track, no sound and no listener behind, in either page or in the server', async () => {
  const pages = await openCallerAndCallee(harness());
  const [alice, bob] = pages;
  // The first call creates what stays: lists of devices, the browser's own objects.
  await placeCalls(alice, bob, 1);
  const [before, server] = [await Promise.all(pages.map(countPage)), countServer(harness())];
  await placeCalls(alice, bob, times);
  // The browser's own listeners vary by two or three; a leak of one for each call would be four.
  const allowed = before.map(({ domListeners, ...counts }) => [counts, domListeners + times] as const);
  await expect
    .poll(async () => {
      const after = await Promise.all(pages.map(countPage));
      return after.map(({ domListeners, ...counts }, index) => [
        counts,
        Math.max(domListeners + 1, allowed[index]?.[1] ?? 0),
      ]);
    })
    .toEqual(allowed);
  expect(countServer(harness())).toEqual(server);
  for (const counts of before) {
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
