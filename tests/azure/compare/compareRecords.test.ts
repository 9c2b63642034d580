import { expect, test } from 'vitest';
import { createRecord, type HourRecord, type Observation } from '../record/record.ts';
import { compareRecords, type DifferenceGroup } from './compareRecords.ts';
import { printDifferences } from './printDifferences.ts';

const call = 'person-1 call 1';
const state = (value: string, ms = 20): Observation => ({
  kind: 'event',
  track: call,
  name: 'state',
  value,
  ms,
});
const ended = (track: string, value: string): Observation => ({
  kind: 'end',
  track,
  name: 'end reason',
  value,
  ms: 1,
});

const accepted: Observation = {
  kind: 'request',
  track: 'person-1',
  name: 'exchange with both permissions',
  value: '200',
  ms: 20,
};
const refused: Observation = {
  ...accepted,
  name: 'exchange with one permission',
  value: '401 InvalidAccessToken',
};
const lifetime: Observation = {
  kind: 'fact',
  track: 'person-1',
  name: 'teamsTokenLifetimeSeconds',
  value: 4_500,
};
const [connecting, ringing, connected] = [state('Connecting'), state('Ringing'), state('Connected')];
const mute: Observation = { kind: 'action', track: call, name: 'mute', value: 'ok', ms: 3 };
const isMuted: Observation = { kind: 'fact', track: call, name: 'isMuted after mute 1', value: true };
const [hungUp, declined] = [ended(call, '0/0'), ended('person-1 call 2', '603/0')];
/** What happened in a step on the emulator: an observation of each kind. */
const observations: readonly Observation[] = [
  accepted,
  refused,
  lifetime,
  connecting,
  ringing,
  connected,
  mute,
  isMuted,
  state('Disconnected'),
  hungUp,
  declined,
];

const createHourRecord = (observed: readonly Observation[]): HourRecord => ({
  ...createRecord({ target: 'emulator', sdk: '2.0.0', browser: 'chromium 1' }),
  steps: [
    { step: 'call', outcome: 'completed', observations: [...observed] },
    { step: 'telephone', outcome: 'not run', reason: 'skipped', observations: [] },
  ],
});
const emulator = createHourRecord(observations);
const change = (observation: Observation, changes: Partial<Observation>) =>
  observations.with(observations.indexOf(observation), { ...observation, ...changes });
const addAfter = (observation: Observation, added: Observation) =>
  observations.toSpliced(observations.indexOf(observation) + 1, 0, added);

test('a record equals itself', () => {
  expect(compareRecords(emulator, emulator)).toEqual([]);
});

test.each<[DifferenceGroup, string, readonly Observation[]]>([
  ['emulator kinder', 'ends a call with an error', change(hungUp, { value: '490/4502' })],
  ['other', 'ends a declined call with another code', change(declined, { value: '480/10037' })],
  ['emulator stricter', 'ends a declined call without an error', change(declined, { value: '0/0' })],
  ['other', 'leaves out a state', observations.filter((observation) => observation !== ringing)],
  [
    'other',
    'reports two states in another order',
    addAfter(ringing, connecting).filter((_, index) => index !== observations.indexOf(connecting)),
  ],
  ['emulator stricter', 'accepts a request that the emulator refuses', change(refused, { value: '200' })],
  [
    'emulator kinder',
    'refuses a request that the emulator accepts',
    change(accepted, { value: '403 Forbidden' }),
  ],
  ['other', 'refuses a request with another code', change(refused, { value: '400 Other' })],
  ['emulator kinder', 'refuses an action of the SDK', change(mute, { value: '429/40029' })],
  ['other', 'raises an event ten seconds later', change(connected, { ms: 10_020 })],
  [
    'other',
    'raises an event that the emulator does not raise',
    addAfter(ringing, { ...connected, name: 'id' }),
  ],
  [
    'emulator kinder',
    'ends an agent',
    addAfter(connected, { ...connected, name: 'connection', value: 'Disconnected' }),
  ],
  ['other', 'issues a token for another time', change(lifetime, { value: 86_400 })],
  ['other', 'leaves a call unmuted', change(isMuted, { value: false })],
  [
    'emulator kinder',
    'needs a host that the policy of the page blocks',
    [
      ...observations,
      { kind: 'violation', track: 'person-1 page', name: 'connect-src', value: '*.azure.net' },
    ],
  ],
])('%s: the service %s', (group, _title, service) => {
  expect(compareRecords(createHourRecord(service), emulator).map((difference) => difference.group)).toEqual([
    group,
  ]);
});

test('a step that only one side ran is a difference', () => {
  expect(compareRecords({ ...emulator, steps: [] }, emulator)).toEqual([
    { group: 'other', step: 'call', text: 'the step ran only on the emulator' },
  ]);
});

test('differences of up to five seconds, or a quarter of a long time, are tolerated', () => {
  const withTime = (ms: number) => createHourRecord([state('Connected', ms)]);
  expect(compareRecords(withTime(5_000), withTime(20))).toEqual([]);
  expect(compareRecords(withTime(100_000), withTime(76_000))).toEqual([]);
  expect(compareRecords(withTime(100_000), withTime(74_000))).toHaveLength(1);
});

test('every difference is printed under the heading of its group', () => {
  const service = createHourRecord(observations);
  service.steps[0]!.outcome = 'refused';
  const lines: string[] = [];
  printDifferences(compareRecords(service, emulator), (line) => lines.push(line));
  expect(lines).toEqual([
    expect.stringMatching(/^Emulator kinder: .* \(1\)$/),
    '  call: only the service refused the step',
    expect.stringMatching(/^Emulator stricter: .* \(0\)$/),
    expect.stringMatching(/^Other: .* \(0\)$/),
  ]);
});
