import { expect, test } from 'vitest';
import { createRecord, type HourRecord, type Observation } from '../record/record.ts';
import { compareRecords, printDifferences, type DifferenceGroup } from './compareRecords.ts';

const observe = (
  kind: Observation['kind'],
  name: string,
  value: Observation['value'],
  ms = 20,
  track = 'person-1 call 1',
): Observation => ({ kind, track, name, value, ms });

/** What happened in a step on the emulator: an observation of each kind. */
const seen = {
  accepted: observe('request', 'exchange with both permissions', '200'),
  refused: observe('request', 'exchange with one permission', '401 InvalidAccessToken'),
  lifetime: observe('fact', 'teamsTokenLifetimeSeconds', 4_500),
  connecting: observe('event', 'state', 'Connecting'),
  ringing: observe('event', 'state', 'Ringing'),
  connected: observe('event', 'state', 'Connected'),
  mute: observe('action', 'mute', 'ok'),
  isMuted: observe('fact', 'isMuted after mute 1', true),
  disconnected: observe('event', 'state', 'Disconnected'),
  hungUp: observe('end', 'end reason', '0/0'),
  declined: observe('end', 'end reason', '603/0', 1, 'person-1 call 2'),
};
const observations = Object.values(seen);

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
const remove = (observation: Observation) => observations.filter((other) => other !== observation);
const add = (kind: Observation['kind'], name: string, value: string) => [
  ...observations,
  observe(kind, name, value),
];

test.each<[DifferenceGroup, string, readonly Observation[]]>([
  ['emulator kinder', 'ends a call with an error', change(seen.hungUp, { value: '490/4502' })],
  ['other', 'ends a declined call with another code', change(seen.declined, { value: '480/10037' })],
  ['emulator stricter', 'ends a declined call without an error', change(seen.declined, { value: '0/0' })],
  ['other', 'leaves out a state', remove(seen.ringing)],
  ['other', 'swaps two states', remove(seen.connecting).toSpliced(4, 0, seen.connecting)],
  ['emulator stricter', 'accepts what the emulator refuses', change(seen.refused, { value: '200' })],
  ['emulator kinder', 'refuses what the emulator accepts', change(seen.accepted, { value: '403 Forbidden' })],
  ['other', 'refuses a request with another code', change(seen.refused, { value: '400 Other' })],
  ['emulator kinder', 'refuses an action of the SDK', change(seen.mute, { value: '429/40029' })],
  ['other', 'raises an event ten seconds later', change(seen.connected, { ms: 10_020 })],
  ['other', 'raises an event that the emulator does not raise', add('event', 'id', 'changed')],
  ['emulator kinder', 'ends an agent', add('event', 'connection', 'Disconnected')],
  ['other', 'issues a token for another time', change(seen.lifetime, { value: 86_400 })],
  ['other', 'leaves a call unmuted', change(seen.isMuted, { value: false })],
  ['emulator kinder', 'needs a host that the policy blocks', add('violation', 'connect-src', '*.azure.net')],
])('compareRecords puts into the group “%s” that the service %s', (group, _title, service) => {
  const differences = compareRecords(createHourRecord(service), emulator);
  expect(differences.map((difference) => difference.group)).toEqual([group]);
});

test('compareRecords finds no difference between equal records, and one in a step that only one side ran', () => {
  expect(compareRecords(emulator, emulator)).toEqual([]);
  expect(compareRecords({ ...emulator, steps: [] }, emulator)).toEqual([
    { group: 'other', step: 'call', text: 'the step ran only on the emulator' },
  ]);
});

test('compareRecords tolerates a difference of five seconds, and of a quarter of a long time', () => {
  const withTime = (ms: number) => createHourRecord([observe('event', 'state', 'Connected', ms)]);
  expect(compareRecords(withTime(5_000), withTime(20))).toEqual([]);
  expect(compareRecords(withTime(100_000), withTime(76_000))).toEqual([]);
  expect(compareRecords(withTime(100_000), withTime(74_000))).toHaveLength(1);
});

test('printDifferences prints each difference under the heading of its group', () => {
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
