import { expect, it } from 'vitest';
import { distinctIds, distinctTarget } from './target.ts';

const oid = 'b0000000-0000-4000-8000-00000000000b';

it.each([
  ['the same raw id', `8:orgid:${oid}`, `8:orgid:${oid}`],
  ['capital letters', `8:orgid:${oid}`, `8:ORGID:${oid.toUpperCase()}`],
  ['another cloud’s prefix before the same object id', `8:orgid:${oid}`, `8:gcch:${oid}`],
  ['a phone number with spaces and brackets', '4:+14255550100', '4:+1 (425) 555-0100'],
  ['a phone number without +', '4:+14255550100', '4:14255550100'],
  ['a voice application', `28:orgid:${oid}`, `28:ORGID:${oid}`],
])('C13: two spellings are one identity: %s', (_what, one, other) => {
  expect(distinctIds([one, other])).toEqual([one]);
  expect(distinctIds([other], [one])).toEqual([]);
});

it('C13: a person and a voice application with the same object id are two identities', () => {
  expect(distinctIds([`8:orgid:${oid}`, `28:orgid:${oid}`])).toHaveLength(2);
});

it('C13: distinctTarget keeps the chat thread, and returns a meeting as it is', () => {
  const threadId = '19:a@thread.v2';
  expect(distinctTarget({ kind: 'people', rawIds: ['4:+1', '4:+1'], threadId })).toEqual({
    kind: 'people',
    rawIds: ['4:+1'],
    threadId,
  });
  const meeting = { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } as const;
  expect(distinctTarget(meeting)).toBe(meeting);
});
