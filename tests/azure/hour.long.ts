import { decodeJwt } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { compareRecords } from './compare/compareRecords.ts';
import { startStandIn, type StandIn } from './emulatorTarget.ts';
import type { HourRecord } from './record/record.ts';
import { runAndClose } from './runHour.ts';
import { hourSteps } from './steps/list.ts';

// The whole hour on the emulator, twice. `npm run test:long -- azureHour` runs this file.
let record: HourRecord;
let secondRecord: HourRecord;
let resourceIds: ReadonlySet<unknown>;
/** Everything that the record must not contain. */
let secrets: readonly string[];

async function recordHour(): Promise<{ standIn: StandIn; record: HourRecord; tokens: string[] }> {
  const standIn = await startStandIn();
  const tokens: string[] = [];
  const operator = standIn.createOperator(() => undefined);
  const onToken = (token: string) => tokens.push(token);
  const record = await runAndClose(standIn.target, operator, hourSteps, { onToken });
  return { standIn, record, tokens };
}

/** Lists what the record must not contain. The redactor is not asked, so the list also has values that it never learned. */
function listSecrets({ target, directory }: StandIn, tokens: readonly string[]): string[] {
  const { ACS_CONNECTION_STRINGS: connectionStrings = '', ENTRA_AUTHORITY: authority = '' } = target.env;
  return [
    // The names of bots, such as *Decline*, are words of the emulator.
    ...directory.people.flatMap(({ displayName, bot }) =>
      bot ? [] : [displayName, ...displayName.split(' ')],
    ),
    ...directory.people.flatMap(({ oid, upn }) => [oid, upn]),
    ...directory.phones.map(({ number }) => number.slice(1)),
    ...directory.tenants.flatMap(({ id, domain, name }) => [id, domain, name]),
    ...directory.applications.map(({ clientId }) => clientId),
    target.inputs.threadId ?? '',
    target.inputs.meetingLink ?? '',
    ...connectionStrings.split(/,|accesskey=/),
    new URL(authority).host,
    ...tokens.flatMap((token) => token.match(/[^.]{16}/g) ?? []),
  ].filter((value) => value.length >= 3);
}

/** @returns the secrets that a text contains, in upper or lower case */
const findSecrets = (text: string): string[] =>
  secrets.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()));

beforeAll(async () => {
  const first = await recordHour();
  record = first.record;
  secrets = listSecrets(first.standIn, first.tokens);
  const accessTokens = first.tokens.filter((token) => token.split('.').length === 3);
  // A token of Entra names no resource.
  resourceIds = new Set(accessTokens.flatMap((token) => decodeJwt(token)['resourceId'] ?? []));
  secondRecord = (await recordHour()).record;
}, 300_000);

test('the emulator completes every step, and every scenario has the expected result', () => {
  const steps = record.steps.map(({ step, outcome, reason }) => ({ step, outcome, reason }));
  expect(steps.map(({ step }) => step)).toEqual(hourSteps.map(({ name }) => name));
  expect(steps.filter(({ outcome }) => outcome !== 'completed')).toEqual([]);
  const observations = record.steps.flatMap((step) => step.observations);
  expect(observations.filter(({ value }) => value === 'differs')).toEqual([]);
});

test('the persons get tokens of both ACS resources', () => expect(resourceIds.size).toBe(2));

test('two records of the emulator do not differ', () =>
  expect(compareRecords(record, secondRecord)).toEqual([]));

test('the record contains no secret and no name of the run, and the search finds a planted one', () => {
  const text = JSON.stringify(record);
  expect(findSecrets(text)).toEqual([]);
  for (const planted of secrets.filter((_, index) => index % 50 === 0))
    expect(findSecrets(text.replace('person-1', planted))).toContain(planted);
});
