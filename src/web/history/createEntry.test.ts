import { expect, test } from 'vitest';
import type { EndedCall } from '../calling/call/snapshot.ts';
import { createCallEntry, createUnansweredEntry } from './createEntry.ts';

const target = { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } as const;
const via = { rawId: '28:orgid:q', displayName: 'Support' };
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

test.each<[string, Partial<EndedCall>, object]>([
  [
    'an entry stores to whom the user transferred a call, and whether it went to the voicemail',
    { transferredTo: { rawId: '8:orgid:c', isVoicemail: true } },
    { name: 'Bob Baker', outcome: 'answered', transferredTo: '8:orgid:c', toVoicemail: true },
  ],
  [
    'an entry stores the target of a meeting or a group call instead of the name of one person',
    { target },
    { target, other: null, name: null },
  ],
  [
    'an entry stores the queue or the person through which a call came',
    { via },
    { via: { rawId: via.rawId, name: via.displayName } },
  ],
  [
    'an entry stores the company’s number that the caller had called, and how long the caller had waited',
    { companyCall: { number: '+14255550150', waitedSeconds: 42 } },
    { companyNumber: '+14255550150', waitedSeconds: 42 },
  ],
  [
    'X7: a call whose caller gave up while the user was accepting it is missed, and not answered',
    { seconds: null },
    { outcome: 'missed' },
  ],
  [
    'X7: a call that the user hung up while it was being accepted is declined',
    { seconds: null, isHungUpByUser: true },
    { outcome: 'declined' },
  ],
  [
    'X7: a call that the SDK made of a declined call is declined',
    { unansweredAs: 'declined' },
    { outcome: 'declined' },
  ],
])('%s', (_what, changes, entry) => {
  expect(createCallEntry({ ...endedCall, ...changes }, 'Bob Baker')).toMatchObject(entry);
});

test('an entry has no property for what did not happen', () => {
  const unanswered = {
    id: 'one',
    callerId: null,
    displayName: null,
    startedAt: 1,
    outcome: 'missed',
  } as const;
  expect(createUnansweredEntry({ ...unanswered, via })).toHaveProperty('via.name', 'Support');
  expect(createUnansweredEntry({ ...unanswered, via: null })).not.toHaveProperty('via');
  expect(createCallEntry(endedCall, null)).not.toHaveProperty('transferredTo');
});
