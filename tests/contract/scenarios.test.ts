import { expect, test } from 'vitest';
import { scenarios } from './calling/scenarios/list.ts';

test('every scenario cites the page of learn.microsoft.com that it rests on, and has a title of its own', () => {
  for (const { title, docs } of scenarios) {
    expect([title, docs]).toEqual([
      title,
      expect.stringMatching(/^https:\/\/learn\.microsoft\.com\/[a-z\d/-]+$/),
    ]);
  }
  expect(new Set(scenarios.map(({ title }) => title)).size).toBe(scenarios.length);
});

test('only scenarios that say so use what the emulator alone has', () => {
  // Beginnings of the ids of bots, and of the phone numbers, that only the emulator's directory has.
  const own = /[0-9a-f]{8}-0000-4000-8000|99999999-9999|\+1425555/;
  for (const scenario of scenarios) {
    const { title, needs = [] } = scenario;
    if (own.test(String(scenario.run)))
      expect([title, needs]).toEqual([title, expect.arrayContaining(['bots'])]);
  }
});
