import { expect, test } from 'vitest';
import { createRecord, type HourRecord, type Observation } from '../record/record.ts';
import { compareRecords } from './compareRecords.ts';
import { mutations } from './mutations.ts';
import { printDifferences } from './printDifferences.ts';

const call = 'person-1 call 1';
const event = (name: string, value: string, ms = 20): Observation => ({
  kind: 'event',
  track: call,
  name,
  value,
  ms,
});

/** A short record with an observation of each kind. */
const record: HourRecord = {
  ...createRecord({ target: 'emulator', sdk: '2.0.0', browser: 'chromium 1' }),
  steps: [
    {
      step: 'exchange',
      outcome: 'completed',
      observations: [
        { kind: 'request', track: 'person-1', name: 'exchange with both permissions', value: '200', ms: 20 },
        {
          kind: 'request',
          track: 'person-1',
          name: 'exchange with one permission',
          value: '401 InvalidAccessToken',
          ms: 9,
        },
        { kind: 'fact', track: 'person-1', name: 'teamsTokenLifetimeSeconds', value: 4_500 },
      ],
    },
    {
      step: 'call',
      outcome: 'completed',
      observations: [
        event('state', 'Connecting'),
        event('state', 'Ringing'),
        event('state', 'Connected'),
        { kind: 'action', track: call, name: 'mute', value: 'ok', ms: 3 },
        { kind: 'fact', track: call, name: 'isMuted after mute 1', value: true },
        event('state', 'Disconnected'),
        { kind: 'end', track: call, name: 'end reason', value: '0/0', ms: 1 },
        { kind: 'end', track: 'person-1 call 2', name: 'end reason', value: '603/0', ms: 1 },
      ],
    },
    { step: 'telephone', outcome: 'not run', reason: 'skipped', observations: [] },
  ],
};

test('a record equals itself', () => {
  expect(compareRecords(record, record)).toEqual([]);
});

test.each(mutations)('$title: $group', ({ group, change }) => {
  const changed = structuredClone(record);
  change(changed);
  const differences = compareRecords(changed, record);
  expect(differences.map((difference) => difference.group)).toEqual([group]);
});

test('differences of up to five seconds, or a quarter of a long time, are tolerated', () => {
  const withTime = (ms: number): HourRecord => ({
    ...record,
    steps: [{ step: 'call', outcome: 'completed', observations: [event('state', 'Connected', ms)] }],
  });
  expect(compareRecords(withTime(5_000), withTime(20))).toEqual([]);
  expect(compareRecords(withTime(100_000), withTime(76_000))).toEqual([]);
  expect(compareRecords(withTime(100_000), withTime(74_000))).toHaveLength(1);
});

test('every difference is printed under the heading of its group', () => {
  const changed = structuredClone(record);
  changed.steps[1]!.outcome = 'refused';
  const lines: string[] = [];
  printDifferences(compareRecords(changed, record), (line) => lines.push(line));
  expect(lines).toEqual([
    expect.stringMatching(/^Emulator kinder: .* \(1\)$/),
    '  call: only the service refused the step',
    expect.stringMatching(/^Emulator stricter: .* \(0\)$/),
    expect.stringMatching(/^Other: .* \(0\)$/),
  ]);
});
