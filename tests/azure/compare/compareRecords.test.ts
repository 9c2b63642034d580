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

const accepted = observe('request', 'exchange with both permissions', '200');
const refused = observe('request', 'exchange with one permission', '401 InvalidAccessToken');
const lifetime = observe('fact', 'teamsTokenLifetimeSeconds', 4_500);
const [connecting, ringing, connected, disconnected] = [
  observe('event', 'state', 'Connecting'),
  observe('event', 'state', 'Ringing'),
  observe('event', 'state', 'Connected'),
  observe('event', 'state', 'Disconnected'),
];
const mute = observe('action', 'mute', 'ok');
const isMuted = observe('fact', 'isMuted after mute 1', true);
const hungUp = observe('end', 'end reason', '0/0');
const declined = observe('end', 'end reason', '603/0', 1, 'person-1 call 2');
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
  disconnected,
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
const remove = (observation: Observation) => observations.filter((other) => other !== observation);
const addAtEnd = (kind: Observation['kind'], name: string, value: string) => [
  ...observations,
  observe(kind, name, value),
];

test.each<[DifferenceGroup, string, readonly Observation[]]>([
  ['emulator kinder', 'ends a call with an error', change(hungUp, { value: '490/4502' })],
  ['other', 'ends a declined call with another code', change(declined, { value: '480/10037' })],
  ['emulator stricter', 'ends a declined call without an error', change(declined, { value: '0/0' })],
  ['other', 'leaves out a state', remove(ringing)],
  ['other', 'reports two states in another order', remove(connecting).toSpliced(4, 0, connecting)],
  ['emulator stricter', 'accepts a request that the emulator refuses', change(refused, { value: '200' })],
  [
    'emulator kinder',
    'refuses a request that the emulator accepts',
    change(accepted, { value: '403 Forbidden' }),
  ],
  ['other', 'refuses a request with another code', change(refused, { value: '400 Other' })],
  ['emulator kinder', 'refuses an action of the SDK', change(mute, { value: '429/40029' })],
  ['other', 'raises an event ten seconds later', change(connected, { ms: 10_020 })],
  ['other', 'raises an event that the emulator does not raise', addAtEnd('event', 'id', 'changed')],
  ['emulator kinder', 'ends an agent', addAtEnd('event', 'connection', 'Disconnected')],
  ['other', 'issues a token for another time', change(lifetime, { value: 86_400 })],
  ['other', 'leaves a call unmuted', change(isMuted, { value: false })],
  [
    'emulator kinder',
    'needs a host that the page’s policy blocks',
    addAtEnd('violation', 'connect-src', '*.azure.net'),
  ],
])('%s: the service %s', (group, _title, service) => {
  expect(compareRecords(createHourRecord(service), emulator).map((difference) => difference.group)).toEqual([
    group,
  ]);
});

test('a record equals itself, and a step that only one side ran is a difference', () => {
  expect(compareRecords(emulator, emulator)).toEqual([]);
  expect(compareRecords({ ...emulator, steps: [] }, emulator)).toEqual([
    { group: 'other', step: 'call', text: 'the step ran only on the emulator' },
  ]);
});

test('differences of up to five seconds, or a quarter of a long time, are tolerated', () => {
  const withTime = (ms: number) => createHourRecord([observe('event', 'state', 'Connected', ms)]);
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
