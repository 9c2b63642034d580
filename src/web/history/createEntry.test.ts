import { expect, test } from 'vitest';
import type { EndedCall } from '../calling/call/snapshot.ts';
import { createCallEntry, createUnansweredEntry } from './createEntry.ts';

const endedCall: EndedCall = {
  id: 'call',
  startedAt: 1,
  other: '8:orgid:b',
  otherName: null,
  target: null,
  kind: 'transferred',
  code: '0/0',
  seconds: 12,
  withVideo: false,
  direction: 'Incoming',
};

test('stores to whom the user transferred a call, and whether it went to the voicemail', () => {
  const transferredTo = { rawId: '8:orgid:c', isVoicemail: true };
  expect(createCallEntry({ ...endedCall, transferredTo }, 'Bob Baker')).toMatchObject({
    name: 'Bob Baker',
    outcome: 'answered',
    transferredTo: '8:orgid:c',
    toVoicemail: true,
  });
  expect(createCallEntry(endedCall, null)).not.toHaveProperty('transferredTo');
});

test('stores the target of a meeting or a group call instead of the name of one person', () => {
  const target = { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } as const;
  expect(createCallEntry({ ...endedCall, target }, 'Bob Baker')).toMatchObject({
    target,
    other: null,
    name: null,
  });
});

test('stores the queue or the person through which a call came', () => {
  const via = { rawId: '28:orgid:q', displayName: 'Support' };
  const storedVia = { rawId: '28:orgid:q', name: 'Support' };
  expect(createCallEntry({ ...endedCall, via }, null).via).toEqual(storedVia);
  const unansweredCall = { id: 'one', callerId: null, displayName: null, startedAt: 1 } as const;
  expect(createUnansweredEntry({ ...unansweredCall, outcome: 'missed', via }).via).toEqual(storedVia);
  expect(createUnansweredEntry({ ...unansweredCall, outcome: 'missed', via: null })).not.toHaveProperty(
    'via',
  );
});

test('X7: a call whose caller gave up while the user was accepting it is missed, and not answered', () => {
  const neverConnected = { ...endedCall, seconds: null };
  expect(createCallEntry(neverConnected, null).outcome).toBe('missed');
  expect(createCallEntry({ ...neverConnected, isHungUpByUser: true }, null).outcome).toBe('declined');
  expect(createCallEntry({ ...endedCall, unansweredAs: 'declined' }, null).outcome).toBe('declined');
  expect(createCallEntry(endedCall, null).outcome).toBe('answered');
});
