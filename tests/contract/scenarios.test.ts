import { expect, test } from 'vitest';
import { scenarios } from './calling/scenarios/list.ts';

// A scenario is a test of one promise of Microsoft's documentation. It runs on the emulator and on Azure.

test('every scenario names the page of learn.microsoft.com whose promise it tests, and no two have the same title', () => {
  for (const { title, docs } of scenarios)
    expect(docs, title).toMatch(/^https:\/\/learn\.microsoft\.com\/[a-z\d/-]+$/);
  expect(new Set(scenarios.map(({ title }) => title)).size).toBe(scenarios.length);
});

test('no scenario uses a bot, a phone number or a meeting of the emulator, because Azure has none of them', () => {
  // Matches ids of the emulator's bots, the beginning of its phone numbers, and its meeting ids.
  const emulatorIds = /[0-9a-f]{8}-0000-4000-8000|\+1425555|20100000000/;
  expect(scenarios.filter(({ run }) => emulatorIds.test(String(run)))).toEqual([]);
});
