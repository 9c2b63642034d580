import { expect, test } from 'vitest';
import { createCrowdMemberId } from '../core/crowd.ts';
import { directory } from '../testing/directory.ts';

// Tests of other programs use these ids.
test('the default directory has the documented tenants, applications and people', () => {
  expect(directory.tenants.map(({ domain, id }) => [domain, id])).toEqual([
    ['fabrikam.example', 'f1111111-1111-4111-8111-111111111111'],
    ['contoso.example', 'c2222222-2222-4222-8222-222222222222'],
  ]);
  expect(directory.acsResource.tid).toBe(directory.tenants[0].id);
  expect(directory.applications.map(({ clientId, accounts }) => [clientId, accounts])).toEqual([
    ['fa000000-0000-4000-8000-0000000000fa', 'single tenant'],
    ['ca000000-0000-4000-8000-0000000000ca', 'multi-tenant'],
  ]);
  for (const { redirectUris } of directory.applications)
    expect(redirectUris).toEqual(['http://localhost:5173/', 'http://localhost:5173/redirect.html']);
  expect(directory.people.map(({ upn, oid, bot }) => [upn, oid, bot])).toEqual([
    ['alice@fabrikam.example', 'a0000000-0000-4000-8000-00000000000a', undefined],
    ['bob@fabrikam.example', 'b0000000-0000-4000-8000-00000000000b', undefined],
    ['carol@fabrikam.example', 'c0000000-0000-4000-8000-00000000000c', undefined],
    ['dave@fabrikam.example', 'd0000000-0000-4000-8000-00000000000d', undefined],
    ['erin@contoso.example', 'e0000000-0000-4000-8000-00000000000e', undefined],
    ['echo@fabrikam.example', 'ec000000-0000-4000-8000-0000000000ec', 'echo'],
    ['busy@fabrikam.example', 'b5000000-0000-4000-8000-0000000000b5', 'busy'],
    ['decline@fabrikam.example', 'dc000000-0000-4000-8000-0000000000dc', 'decline'],
    ['noanswer@fabrikam.example', '0a000000-0000-4000-8000-00000000000a', 'noAnswer'],
  ]);
  expect(directory.findPerson('dave@fabrikam.example')?.teamsLicence).toBe(false);
});

test('a person is found by object id and UPN in any case, and a crowd member without being listed', () => {
  const [alice] = directory.people;
  expect(directory.findPerson('ALICE@Fabrikam.example')).toBe(alice);
  expect(directory.findPerson('A0000000-0000-4000-8000-00000000000A')).toBe(alice);
  expect(directory.findPerson('crowd007@fabrikam.example')?.oid).toBe(createCrowdMemberId(7));
  expect(directory.findPerson(createCrowdMemberId(7))?.displayName).toBe('Crowd 007 (bot)');
  expect(directory.findPerson('crowd007@contoso.example')).toBeUndefined();
  expect(directory.findPerson('zoe@fabrikam.example')).toBeUndefined();
});
