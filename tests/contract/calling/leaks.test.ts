import { expect, test } from 'vitest';
import { callAgain, countPage, countServer, twoPhones } from '../../support/calling/leakCounts.ts';
import { harnessOfFile } from './ofFile.ts';

const times = 4;
const { harness } = harnessOfFile();

test('calls leave no connection, no live track, no sound and no listener behind, in either page or in the server', async () => {
  const phones = await twoPhones(harness());
  const [alice, bob] = phones;
  // The first one makes what stays: lists of devices, the browser's own leftovers.
  await callAgain(alice, bob, 1);
  const [pages, server] = [await Promise.all(phones.map(countPage)), countServer(harness())];
  await callAgain(alice, bob, times);
  // The browser's own listeners come and go by two or three; one for each call would be four.
  const asBefore = pages.map(({ domListeners, ...counts }) => [counts, domListeners + times] as const);
  await expect
    .poll(async () => {
      const now = await Promise.all(phones.map(countPage));
      return now.map(({ domListeners, ...counts }, i) => [
        counts,
        Math.max(domListeners + 1, asBefore[i]?.[1] ?? 0),
      ]);
    })
    .toEqual(asBefore);
  expect(countServer(harness())).toEqual(server);
  for (const counts of pages) {
    expect(counts).toMatchObject({
      connections: 0,
      liveTracks: 0,
      mediaElements: 0,
      audioContexts: 0,
      calls: 0,
    });
  }
  await Promise.all(phones.map((page) => page.context().close()));
}, 60_000);
