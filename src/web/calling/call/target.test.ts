import { expect, it } from 'vitest';
import { removeDuplicateIds, removeDuplicateCallees, selectNewIds } from './target.ts';

const oid = 'b0000000-0000-4000-8000-00000000000b';

it.each([
  ['equal raw ids', `8:orgid:${oid}`, `8:orgid:${oid}`],
  ['capital and small letters', `8:orgid:${oid}`, `8:ORGID:${oid.toUpperCase()}`],
  ['prefixes of two clouds before one object id', `8:orgid:${oid}`, `8:gcch:${oid}`],
  ['a phone number without and with spaces and brackets', '4:+14255550100', '4:+1 (425) 555-0100'],
  ['a phone number with and without +', '4:+14255550100', '4:14255550100'],
  ['a voice application in small and capital letters', `28:orgid:${oid}`, `28:ORGID:${oid}`],
])('C13: recognises two raw ids as the same identity: %s', (_difference, rawId, otherSpelling) => {
  expect(removeDuplicateIds([rawId, otherSpelling])).toEqual([rawId]);
  expect(selectNewIds([otherSpelling], { alreadyPresent: [rawId] })).toEqual([]);
});

it('C13: treats a person and a voice application with the same object id as two identities', () => {
  expect(removeDuplicateIds([`8:orgid:${oid}`, `28:orgid:${oid}`])).toHaveLength(2);
});

it('C13: removeDuplicateCallees keeps the chat thread of a target, and returns a meeting unchanged', () => {
  const target = { kind: 'people', rawIds: ['4:+1'], threadId: '19:a@thread.v2' } as const;
  expect(removeDuplicateCallees({ ...target, rawIds: ['4:+1', '4:+1'] })).toEqual(target);
  const meeting = { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } as const;
  expect(removeDuplicateCallees(meeting)).toBe(meeting);
});
