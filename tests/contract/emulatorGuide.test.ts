import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { describeDefault } from '../../src/emulator/settings/help.ts';
import { settings, type Setting } from '../../src/emulator/settings/table.ts';
import { directory, people } from '../../src/emulator/testing/directory.ts';

/** The guide to the emulator. `calling/guideForOtherApps.test.ts` runs the code that it shows. */
const guide = readFileSync(resolve(import.meta.dirname, '../../docs/use-the-emulator.md'), 'utf8');

test('the tables of the guide list all people, meetings and applications of the emulator', () => {
  /** The values that a table row must contain, for each person, meeting and application. */
  const expectedRows = [
    ...people.map(({ upn, oid }) => [upn, oid]),
    ...directory.meetings.map(({ meetingId, passcode }) => [meetingId, passcode]),
    ...directory.applications.map(({ clientId }) => [clientId]),
  ];
  const tableLines = guide.split('\n').filter((line) => line.startsWith('|'));
  const missingRows = expectedRows.filter(
    (cells) => !tableLines.some((line) => cells.every((cell) => line.includes(`\`${cell}\``))),
  );
  expect(missingRows).toEqual([]);
});

test('the guide has a row for each setting, with its flag, its variable and its default', () => {
  for (const setting of Object.values<Setting<unknown>>(settings)) {
    const { flag, variable } = setting;
    const row = `^\\| \`--${flag}\` +\\| \`${variable}\` .* ${describeDefault(setting)} +\\|$`;
    expect(guide).toMatch(new RegExp(row, 'm'));
  }
});
