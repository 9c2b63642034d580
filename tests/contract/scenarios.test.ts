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

test('scenarios that use bots or phone numbers of the emulator declare that need', () => {
  // Beginnings of the ids of bots, and of the phone numbers, that only the emulator's directory has.
  const own = /[0-9a-f]{8}-0000-4000-8000|99999999-9999|\+1425555/;
  const users = scenarios.filter(({ run }) => own.test(String(run)));
  expect(users.length).toBeGreaterThan(0);
  expect(users.filter(({ needs = [] }) => !needs.includes('bots')).map(({ title }) => title)).toEqual([]);
});
