import { beforeAll, expect, test } from 'vitest';
import { compareRecords } from './compare/compareRecords.ts';
import { mutations } from './compare/mutations.ts';
import { startStandIn } from './emulatorTarget.ts';
import { findSecrets, listSecrets } from './findSecrets.ts';
import type { HourRecord } from './record/record.ts';
import { runHour } from './runHour.ts';
import { hourSteps } from './steps/list.ts';

// The whole hour on the emulator, twice. `npm run test:long -- azureHour` runs this file.
interface RecordedHour {
  readonly record: HourRecord;
  /** Everything that the record must not contain. */
  readonly secrets: readonly string[];
}
let hours: readonly [RecordedHour, RecordedHour];

async function recordHour(): Promise<RecordedHour> {
  const standIn = await startStandIn();
  const tokens: string[] = [];
  const record = await runHour(
    standIn.target,
    standIn.createOperator(() => undefined),
    hourSteps,
    {
      onToken: (token) => tokens.push(token),
    },
  );
  await standIn.target.close();
  return { record, secrets: listSecrets(standIn.target, standIn.directory, tokens) };
}

beforeAll(async () => {
  hours = [await recordHour(), await recordHour()];
}, 300_000);

test('every step that can run on the emulator is completed', () => {
  const outcomes = hours[0].record.steps.filter(({ outcome }) => outcome === 'refused');
  expect(outcomes).toEqual([]);
});

test('every scenario has the expected result', () => {
  const step = hours[0].record.steps.find(({ step }) => step === 'scenarios');
  expect(step?.observations.filter(({ value }) => value === 'differs')).toEqual([]);
});

test('a record of the emulator does not differ from the emulator', () => {
  expect(compareRecords(hours[0].record, hours[1].record)).toEqual([]);
});

test.each(mutations)('in the record of a whole hour: $title: $group', ({ group, change }) => {
  const changed = structuredClone(hours[0].record);
  change(changed);
  const groups = compareRecords(changed, hours[0].record).map((difference) => difference.group);
  expect(groups).toEqual([group]);
});

test('the record contains no secret and no name of the run, and the search finds a planted one', () => {
  const [{ record, secrets }] = hours;
  const text = JSON.stringify(record);
  expect(findSecrets(text, secrets)).toEqual([]);
  for (const planted of secrets.filter((_, index) => index % 50 === 0))
    expect(findSecrets(text.replace('person-1', planted), secrets)).toContain(planted);
});
