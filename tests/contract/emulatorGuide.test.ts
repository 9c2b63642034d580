import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { applications, people } from '../../src/emulator/core/seed.ts';
import { seededMeetings } from '../../src/emulator/signalling/calls/meetingSeed.ts';

/** `calling/guideForOtherApps.test.ts` runs the code that this guide shows. */
const guide = readFileSync(resolve(import.meta.dirname, '../../docs/use-the-emulator.md'), 'utf8');

test('the people, meetings and applications in the tables are the emulator’s', () => {
  const rows = [
    ...people.map(({ upn, oid }) => [upn, oid]),
    ...seededMeetings.map(({ meetingId, passcode }) => [meetingId, passcode]),
    ...applications(3000).map(({ clientId }) => [clientId]),
  ];
  const tables = guide.split('\n').filter((line) => line.startsWith('|'));
  const missing = rows.filter(
    (cells) => !tables.some((line) => cells.every((cell) => line.includes(`\`${cell}\``))),
  );
  expect(missing).toEqual([]);
});
