import { decodeJwt } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import type { Directory } from '../../src/emulator/core/directory.ts';
import { compareRecords } from './compare/compareRecords.ts';
import { startStandIn } from './emulatorTarget.ts';
import type { HourRecord } from './record/record.ts';
import { runHour } from './runHour.ts';
import { hourSteps } from './steps/list.ts';
import type { HourTarget } from './target.ts';

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
  const { target, directory, createOperator } = await startStandIn();
  const tokens: string[] = [];
  const operator = createOperator(() => undefined);
  const record = await runHour(target, operator, hourSteps, { onToken: (token) => tokens.push(token) });
  await target.close();
  const accessTokens = tokens.filter((token) => token.split('.').length === 3);
  const resourceIds = new Set(accessTokens.flatMap((token) => decodeJwt(token)['resourceId'] ?? []));
  return { record, resourceIds, secrets: listSecrets(target, directory, tokens) };
}

/** Lists what the record must not contain. The redactor is not asked, so the list also has values that it never learned. */
function listSecrets({ env, inputs }: HourTarget, directory: Directory, tokens: readonly string[]): string[] {
  const { ACS_CONNECTION_STRINGS: connectionStrings = '', ENTRA_AUTHORITY: authority = '' } = env;
  return [
    // The names of bots, such as *Decline*, are words of the emulator.
    ...directory.people.flatMap(({ displayName, bot }) =>
      bot ? [] : [displayName, ...displayName.split(' ')],
    ),
    ...directory.people.flatMap(({ oid, upn }) => [oid, upn]),
    ...directory.phones.map(({ number }) => number.slice(1)),
    ...directory.tenants.flatMap(({ id, domain, name }) => [id, domain, name]),
    ...directory.applications.map(({ clientId }) => clientId),
    inputs.threadId ?? '',
    inputs.meetingLink ?? '',
    ...connectionStrings.split(/,|accesskey=/),
    new URL(authority).host,
    ...tokens.flatMap((token) => token.match(/[^.]{16}/g) ?? []),
  ].filter((value) => value.length >= 3);
}

/** @returns the secrets that a text contains, in upper or lower case */
const findSecrets = (text: string, secrets: readonly string[]): string[] =>
  secrets.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()));

beforeAll(async () => {
  hours = [await recordHour(), await recordHour()];
}, 300_000);

test('the emulator completes every step', () => {
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

test('two records of the emulator do not differ', () => {
  expect(compareRecords(hours[0].record, hours[1].record)).toEqual([]);
});

test('the record contains no secret and no name of the run, and the search finds a planted one', () => {
  const [{ record, secrets }] = hours;
  const text = JSON.stringify(record);
  expect(findSecrets(text, secrets)).toEqual([]);
  for (const planted of secrets.filter((_, index) => index % 50 === 0))
    expect(findSecrets(text.replace('person-1', planted), secrets)).toContain(planted);
});
