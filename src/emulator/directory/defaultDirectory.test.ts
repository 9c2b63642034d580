import { expect, test } from 'vitest';
import { createCrowdMemberId } from '../core/crowd.ts';
import { directory } from '../testing/directory.ts';

test('a person is found by object id and UPN in any case, and a crowd member without being listed', () => {
  const [alice] = directory.people;
  expect(directory.findPerson('ALICE@Fabrikam.example')).toBe(alice);
  expect(directory.findPerson('A0000000-0000-4000-8000-00000000000A')).toBe(alice);
  expect(directory.findPerson('crowd007@fabrikam.example')?.oid).toBe(createCrowdMemberId(7));
  expect(directory.findPerson(createCrowdMemberId(7))?.displayName).toBe('Crowd 007 (bot)');
  expect(directory.findPerson('crowd007@contoso.example')).toBeUndefined();
  expect(directory.findPerson('zoe@fabrikam.example')).toBeUndefined();
});
