import { decodeJwt } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { compareRecords } from './compare/compareRecords.ts';
import { startStandIn } from './emulatorTarget.ts';
import { findSecrets, listSecrets } from './findSecrets.ts';
import type { HourRecord } from './record/record.ts';
import { runHour } from './runHour.ts';
import { hourSteps } from './steps/list.ts';

// The whole hour on the emulator, twice. `npm run test:long -- azureHour` runs this file.
interface RecordedHour {
  readonly record: HourRecord;
  /** The ACS resources of the tokens. A token of Entra names none. */
  readonly resourceIds: ReadonlySet<unknown>;
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
  const accessTokens = tokens.filter((token) => token.split('.').length === 3);
  const resourceIds = new Set(accessTokens.flatMap((token) => decodeJwt(token)['resourceId'] ?? []));
  return { record, resourceIds, secrets: listSecrets(standIn.target, standIn.directory, tokens) };
}

beforeAll(async () => {
  hours = [await recordHour(), await recordHour()];
}, 300_000);

test('every step runs on the emulator, and is completed', () => {
  const steps = hours[0].record.steps.map(({ step, outcome, reason }) => ({ step, outcome, reason }));
  expect(steps.map(({ step }) => step)).toEqual(hourSteps.map(({ name }) => name));
  expect(steps.filter(({ outcome }) => outcome !== 'completed')).toEqual([]);
});

test('the persons get tokens of both ACS resources', () => {
  expect(hours[0].resourceIds.size).toBe(2);
});

test('every scenario has the expected result', () => {
  const step = hours[0].record.steps.find(({ step }) => step === 'scenarios');
  expect(step?.observations.filter(({ value }) => value === 'differs')).toEqual([]);
});

test('a record of the emulator does not differ from the emulator', () => {
  expect(compareRecords(hours[0].record, hours[1].record)).toEqual([]);
});

test('the record contains no secret and no name of the run, and the search finds a planted one', () => {
  const [{ record, secrets }] = hours;
  const text = JSON.stringify(record);
  expect(findSecrets(text, secrets)).toEqual([]);
  for (const planted of secrets.filter((_, index) => index % 50 === 0))
    expect(findSecrets(text.replace('person-1', planted), secrets)).toContain(planted);
});
