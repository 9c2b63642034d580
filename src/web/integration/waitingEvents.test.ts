import { expect, test } from 'vitest';
import { storageFaults } from '../base/storedValue.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createTestEvent } from '../fixtures/testEvent.ts';
import { openWaitingEvents } from './waitingEvents.ts';

const texts = stubLocalStorage();

test('one waiting event that does not fit leaves the others readable, is said, and is kept aside', () => {
  const [first, last] = [createTestEvent('one'), createTestEvent('two')];
  const strange = { ...createTestEvent('strange'), call: null };
  texts.set('switchboard.kept.callEvents.alice', JSON.stringify([first, strange, last]));
  const waiting = openWaitingEvents('alice');
  expect(waiting.get()).toEqual([first, last]);
  expect(storageFaults.get()).toEqual(['unreadable']);
  waiting.change((events) => events.filter(({ id }) => id !== first.id));
  expect(openWaitingEvents('alice').get()).toEqual([last]);
  const setAside = [...texts].filter(([key]) => key.includes('callEvents.alice.unreadable'));
  expect(setAside.map(([, text]) => JSON.parse(text))).toEqual([[first, strange, last]]);
});
