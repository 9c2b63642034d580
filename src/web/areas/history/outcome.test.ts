import { expect, test } from 'vitest';
import { createTestEntry } from '../../fixtures/testEntry.ts';
import { findOutcome } from './outcome.ts';

const meeting = { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } as const;

test.each([
  [{ code: '603/0' }, 'declined'],
  [{ code: '486/0' }, 'busy'],
  [{ code: '487/10004' }, 'noAnswer'],
  [{ code: '480/10076' }, 'unreachable'],
  [{ code: '404/0' }, 'notFound'],
  [{ code: '410/3100' }, 'notConnected'],
  [{ code: '0/0' }, 'cancelled'],
  [{ code: '487/0' }, 'cancelled'],
  [{ code: '0/5854', target: meeting }, 'notJoined'],
  [{ code: '0/0', target: meeting }, 'notJoined'],
  [{ outcome: 'placed', code: '0/0' }, 'placed'],
  [{ outcome: 'placed', code: '0/0', target: meeting }, 'joined'],
  [{ outcome: 'placed', code: '490/0' }, 'network'],
  // Older versions stored no code.
  [{}, 'noAnswer'],
  [{ outcome: 'placed', seconds: 5 }, 'placed'],
] as const)('derives how an outgoing call went: %o is %s', (changes, kind) => {
  expect(findOutcome(createTestEntry({ outcome: 'unanswered', ...changes }))).toEqual({
    kind,
    isIncoming: false,
  });
});

test.each([
  [{ outcome: 'answered', code: '0/0' }, 'answered'],
  [{ outcome: 'answered', code: '410/3101' }, 'network'],
  [{ outcome: 'answered', transferredTo: '8:orgid:c', toVoicemail: false }, 'transferred'],
  [{ outcome: 'answered', transferredTo: '8:orgid:c', toVoicemail: true }, 'voicemail'],
  [{ outcome: 'missed', code: '487/0' }, 'missed'],
  [{ outcome: 'declined', code: '603/0' }, 'declinedByUser'],
  [{ outcome: 'elsewhere', code: '487/10003' }, 'elsewhere'],
] as const)('derives how an incoming call went: %o is %s', (changes, kind) => {
  expect(findOutcome(createTestEntry(changes))).toEqual({ kind, isIncoming: true });
});
