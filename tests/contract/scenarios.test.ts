import { expect, test } from 'vitest';
import { scenarios } from './calling/scenarios/list.ts';

// A scenario is a test of one promise of Microsoft's documentation. It runs on the emulator and on Azure.

test('every scenario names the page of learn.microsoft.com whose promise it tests, and no two have the same title', () => {
  for (const { title, docs } of scenarios) {
    expect([title, docs]).toEqual([
      title,
      expect.stringMatching(/^https:\/\/learn\.microsoft\.com\/[a-z\d/-]+$/),
    ]);
  }
  expect(new Set(scenarios.map(({ title }) => title)).size).toBe(scenarios.length);
});

test('every scenario that uses a bot or phone number of the emulator lists “bots” among its needs', () => {
  // Matches ids of the emulator's bots, the id of a person who does not exist, and the beginning of the emulator's phone
  // numbers.
  const emulatorIds = /[0-9a-f]{8}-0000-4000-8000|99999999-9999|\+1425555/;
  const scenariosWithBots = scenarios.filter(({ run }) => emulatorIds.test(String(run)));
  expect(scenariosWithBots.length).toBeGreaterThan(0);
  const scenariosWithoutNeed = scenariosWithBots.filter(({ needs = [] }) => !needs.includes('bots'));
  expect(scenariosWithoutNeed.map(({ title }) => title)).toEqual([]);
});
