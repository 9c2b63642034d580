import { expect, test } from 'vitest';
import { scenarios } from './calling/scenarios/list.ts';

test('no scenario uses a bot, a phone number or a meeting of the emulator, because Azure has none of them', () => {
  // Matches ids of the emulator's bots, the beginning of its phone numbers, and its meeting ids.
  const emulatorIds = /[0-9a-f]{8}-0000-4000-8000|\+1425555|20100000000/;
  expect(scenarios.filter(({ run }) => emulatorIds.test(String(run)))).toEqual([]);
});
