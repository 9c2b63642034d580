import type { HourRecord, Observation } from '../record/record.ts';
import type { DifferenceGroup } from './compareRecords.ts';

/** A record whose parts a mutation may change. */
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends object ? Mutable<T[Key]> : T[Key] };

/** One change of a record, as if the service had behaved differently from the emulator. */
interface Mutation {
  readonly title: string;
  /** The group in which the comparison must report the change. */
  readonly group: DifferenceGroup;
  readonly change: (record: Mutable<HourRecord>) => void;
}

const ofAll = (record: Mutable<HourRecord>) => record.steps.flatMap(({ observations }) => observations);

/** Finds the first observation that fits. @throws Error if the record has none, so that no mutation is empty. */
function find(
  record: Mutable<HourRecord>,
  fits: (observation: Observation) => boolean,
): Mutable<Observation> {
  const found = ofAll(record).find(fits);
  if (!found) throw new Error('The record has no observation for this mutation.');
  return found;
}

/** Finds the step of an observation that fits, and the position of the observation. */
function findPosition(record: Mutable<HourRecord>, fits: (observation: Observation) => boolean) {
  for (const { observations } of record.steps) {
    const index = observations.findIndex(fits);
    if (index !== -1) return { observations, index };
  }
  throw new Error('The record has no observation for this mutation.');
}

const isState =
  (...values: string[]) =>
  ({ kind, name, value }: Observation) =>
    kind === 'event' && name === 'state' && values.includes(String(value));

/** Changes of the service's record of the hour. A test makes each change, and expects the difference in its group. */
export const mutations: readonly Mutation[] = [
  {
    title: 'a call that the emulator ends without an error ends with one on the service',
    group: 'emulator kinder',
    change: (record) => {
      find(record, ({ kind, value }) => kind === 'end' && value === '0/0').value = '490/4502';
    },
  },
  {
    title: 'a declined call ends with another error code',
    group: 'other',
    change: (record) => {
      find(record, ({ kind, value }) => kind === 'end' && value === '603/0').value = '480/10037';
    },
  },
  {
    title: 'a declined call ends without an error',
    group: 'emulator stricter',
    change: (record) => {
      find(record, ({ kind, value }) => kind === 'end' && value === '603/0').value = '0/0';
    },
  },
  {
    title: 'the service leaves out the state Ringing',
    group: 'other',
    change: (record) => {
      const { observations, index } = findPosition(record, isState('Ringing'));
      observations.splice(index, 1);
    },
  },
  {
    title: 'two states of a call come in another order',
    group: 'other',
    change: (record) => {
      const { observations, index } = findPosition(record, isState('Connecting'));
      const first = observations[index];
      const nextIndex = observations.findIndex(
        ({ track, kind }, i) => i > index && track === first?.track && kind === 'event',
      );
      const second = observations[nextIndex];
      if (!first || !second) throw new Error('The call has only one state.');
      [observations[index], observations[nextIndex]] = [second, first];
    },
  },
  {
    title: 'the service accepts a request that the emulator refuses',
    group: 'emulator stricter',
    change: (record) => {
      find(record, ({ kind, value }) => kind === 'request' && String(value).startsWith('4')).value = '200';
    },
  },
  {
    title: 'the service answers 403 to a request that the emulator accepts',
    group: 'emulator kinder',
    change: (record) => {
      find(record, ({ kind, value }) => kind === 'request' && value === '200').value = '403 Forbidden';
    },
  },
  {
    title: 'the service refuses a request with another error code',
    group: 'other',
    change: (record) => {
      find(record, ({ kind, value }) => kind === 'request' && String(value).startsWith('4')).value =
        '400 Other';
    },
  },
  {
    title: 'the service refuses a step',
    group: 'emulator kinder',
    change: (record) => {
      const step = record.steps.find(({ outcome }) => outcome === 'completed');
      if (!step) throw new Error('The record has no completed step.');
      step.outcome = 'refused';
      step.reason = 'Did not happen within 60000 ms';
    },
  },
  {
    title: 'the service refuses an action of the SDK',
    group: 'emulator kinder',
    change: (record) => {
      find(record, ({ kind, value }) => kind === 'action' && value === 'ok').value = '429/40029';
    },
  },
  {
    title: 'an event comes ten seconds later',
    group: 'other',
    change: (record) => {
      const event = find(record, isState('Connected'));
      event.ms = (event.ms ?? 0) + 10_000;
    },
  },
  {
    title: 'a step is missing',
    group: 'other',
    change: (record) => {
      record.steps.splice(1, 1);
    },
  },
  {
    title: 'the service raises an event that the emulator does not raise',
    group: 'other',
    change: (record) => {
      const { observations, index } = findPosition(record, isState('Connected'));
      const connected = observations[index];
      if (connected) observations.splice(index, 0, { ...connected, name: 'id', value: 'changed' });
    },
  },
  {
    title: 'the service ends an agent',
    group: 'emulator kinder',
    change: (record) => {
      const { observations, index } = findPosition(record, isState('Connected'));
      const connected = observations[index];
      if (connected)
        observations.splice(index + 1, 0, { ...connected, name: 'connection', value: 'Disconnected' });
    },
  },
  {
    title: 'a token lives for another time',
    group: 'other',
    change: (record) => {
      find(record, ({ kind, name }) => kind === 'fact' && name.endsWith('Seconds')).value = 24 * 60 * 60;
    },
  },
  {
    title: 'a call is muted although the service refused to mute it',
    group: 'other',
    change: (record) => {
      const isMuted = find(record, ({ kind, name }) => kind === 'fact' && name.startsWith('isMuted'));
      isMuted.value = !isMuted.value;
    },
  },
  {
    title: 'the Content Security Policy blocks a host that the SDK needs on the service',
    group: 'emulator kinder',
    change: (record) => {
      record.steps[0]?.observations.push({
        kind: 'violation',
        track: 'person-1 page',
        name: 'connect-src',
        value: '*.azure.net',
      });
    },
  },
];
