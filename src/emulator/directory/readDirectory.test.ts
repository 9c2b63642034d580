import { expect, test } from 'vitest';
import { objectIdPattern, meetingThreadPattern } from '../wire/meetingLink.ts';
import { directory as defaultDirectory } from '../testing/directory.ts';
import { readDirectory } from './readDirectory.ts';
import type { DirectoryFile } from './schema.ts';

const northwind: DirectoryFile = {
  tenants: [{ name: 'Northwind', domain: 'Northwind.example' }],
  people: [
    { upn: 'Nina@northwind.example', displayName: 'Nina Novak', manager: 'olaf@northwind.example' },
    { upn: 'olaf@northwind.example', displayName: 'Olaf Olsen' },
  ],
  voiceApplications: [{ displayName: 'Orders', kind: 'call queue' }],
  meetings: [{ subject: 'Plan', organizer: 'nina@northwind.example' }],
};

test('ids that the file leaves out are derived from names, and are the same at every start', () => {
  const [first, second] = [readDirectory(northwind, 3000), readDirectory(northwind, 3000)];
  const listIds = ({ tenants, people, voiceApplications, meetings }: typeof first) => [
    ...tenants.map(({ id }) => id),
    ...people.map(({ oid }) => oid),
    ...voiceApplications.map(({ rawId }) => rawId),
    ...meetings.map(({ threadId }) => threadId),
  ];
  expect(listIds(first)).toEqual(listIds(second));
  // An id must stay the same in later versions, too, because other programs store it.
  expect(first.findPerson('nina@northwind.example')?.oid).toBe('2cec93c2-32ed-5a98-b81c-78172b8c969a');
  for (const { oid } of first.people) expect(oid).toMatch(objectIdPattern);
  expect(first.meetings[0]?.threadId).toMatch(meetingThreadPattern);
  expect(new Set(listIds(first)).size).toBe(5);
});

test('people belong to the tenant of their UPN, and managers are found in any case', () => {
  const { tenants, people, acsResource } = readDirectory(northwind, 3000);
  const [nina, olaf] = people;
  expect(nina).toMatchObject({ upn: 'nina@northwind.example', tid: tenants[0].id, teamsLicence: true });
  expect(nina?.profile.managerOid).toBe(olaf?.oid);
  expect(acsResource.tid).toBe(tenants[0].id);
});

test('a file that extends the default directory replaces entries of the same name, and keeps the others', () => {
  const clientId = '11111111-2222-4333-8444-555555555555';
  const directory = readDirectory(
    {
      extends: 'default',
      applications: [{ clientId, displayName: 'My app', redirectUris: ['http://localhost:{PORT}/spa'] }],
      people: [{ upn: 'alice@fabrikam.example', displayName: 'Alice Adams' }],
      bots: [{ upn: 'dave@fabrikam.example', displayName: 'Dave (bot)', whenCalled: 'echo' }],
    },
    3000,
  );
  const names = directory.applications.map(({ displayName }) => displayName);
  expect(names).toEqual(['Fabrikam Phone', 'Contoso Phone', 'My app']);
  expect(directory.applications[2]).toMatchObject({
    redirectUris: ['http://localhost:3000/spa'],
    tid: directory.tenants[0].id,
    accounts: 'multi-tenant',
  });
  expect(directory.people).toHaveLength(defaultDirectory.people.length);
  const alice = directory.findPerson('alice@fabrikam.example');
  expect(alice?.displayName).toBe('Alice Adams');
  // The meetings of the default directory name Alice by UPN, so the new Alice organizes them.
  expect(directory.meetings[0]?.organizer).toBe(alice?.oid);
  expect(directory.findPerson('dave@fabrikam.example')?.bot).toBe('echo');
});

test('resource accounts are found by id, raw id and number, and assignments name them and people', () => {
  const clientId = 'AAAAAAAA-2222-4333-8444-555555555555';
  const directory = readDirectory(
    {
      ...northwind,
      tenants: [...(northwind.tenants ?? []), { name: 'Customer', domain: 'customer.example' }],
      applications: [{ clientId, displayName: 'App', redirectUris: ['http://localhost:{PORT}/'] }],
      resourceAccounts: [
        { displayName: 'Hotline', number: '+4790000050' },
        { displayName: 'Desk', number: '+4790000051', tenant: 'customer.example' },
      ],
      assignments: [{ principal: 'hotline' }, { principal: 'NINA@northwind.example', clientIds: [clientId] }],
    },
    3000,
  );
  const [hotline, desk] = directory.resourceAccounts;
  const [first, customer] = directory.tenants;
  expect([hotline?.tid, desk?.tid]).toEqual([first.id, customer?.id]);
  expect(hotline?.rawId).toBe(`28:orgid:${hotline?.oid}`);
  for (const name of [hotline?.oid.toUpperCase(), hotline?.rawId]) {
    expect(directory.findResourceAccount(name ?? '')).toBe(hotline);
  }
  expect(directory.findResourceAccountByNumber('+4790000051')).toBe(desk);
  expect(directory.findResourceAccount('28:orgid:unknown')).toBeUndefined();
  const tenantId = first.id;
  expect(directory.assignments).toEqual([
    { objectId: hotline?.oid, tenantId, principalType: 'teamsResourceAccount', clientIds: [] },
    {
      objectId: directory.findPerson('nina@northwind.example')?.oid,
      tenantId,
      principalType: 'user',
      clientIds: [clientId.toLowerCase()],
    },
  ]);
});
