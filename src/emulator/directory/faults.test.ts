import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestFolder } from '../../server/fixtures/testFolder.ts';
import { directory as defaultDirectory } from '../testing/directory.ts';
import { DirectoryError } from './directoryFault.ts';
import { readDirectory } from './readDirectory.ts';
import type { DirectoryFile } from './schema.ts';

/** Reads a directory that must have faults. @returns a line for each fault. */
function readFaults(source: unknown): string[] {
  try {
    readDirectory(source as DirectoryFile, 3000);
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    return error.faults.map(({ path, found, expected }) => `${path}: found ${found}, expected ${expected}`);
  }
  throw new Error('The directory has no faults.');
}

const tenants = [{ name: 'Northwind', domain: 'northwind.example' }];
const nina = { upn: 'nina@northwind.example', displayName: 'Nina' };
const olaf = { upn: 'olaf@northwind.example', displayName: 'Olaf' };
const echo = { upn: 'echo@northwind.example', displayName: 'Echo', whenCalled: 'echo' };
const id = '11111111-2222-4333-8444-555555555555';
const sameId = { ...olaf, id };
const plan = { subject: 'Plan', organizer: nina.upn };
const hotline = { displayName: 'Hotline', number: '+4790000050' };
const desk = { displayName: 'Desk', number: '+4790000051' };
const applications = [{ clientId: id, displayName: 'App', redirectUris: ['http://localhost:{PORT}/'] }];
const event = { ...plan, startMinutes: 0, durationMinutes: 30 };

test('all faults of the schema and all contradictions are reported together, each with its path', () => {
  const faults = readFaults({
    tenants,
    people: [
      { ...nina, jobTitel: 'Clerk', teamsLicence: 'yes', manager: 'zoe@northwind.example' },
      { ...nina, upn: 'NINA@northwind.example' },
      { upn: 'olaf@elsewhere.example' },
    ],
    phones: [{ number: '0100' }],
    meetings: [{ subject: 'Plan', organizer: 'zoe@northwind.example' }],
    queues: [],
  });
  expect(faults).toEqual([
    'people[0].teamsLicence: found "yes", expected true or false',
    'people[0].jobTitel: found an unknown field, expected no such field',
    'people[2].displayName: found (missing), expected a text that is not empty, of at most 256 characters',
    'phones[0].number: found "0100", expected a phone number in international form, such as "+14255550100"',
    'queues: found an unknown field, expected no such field',
    'people[1].upn: found "nina@northwind.example", expected another value, because people[0] has the same',
    'people[2].upn: found "olaf@elsewhere.example", expected the domain of a tenant after the @, or a field tenant',
    'people[0].manager: found "zoe@northwind.example", who does not exist, expected the UPN or id of one of people',
    'meetings[0].organizer: found "zoe@northwind.example", who does not exist, expected the UPN or id of one of people',
  ]);
});

test.each<[fault: string, entries: object]>([
  ['tenants: found no tenant', { tenants: [], people: [] }],
  ['tenants[1].domain: found "northwind.example"', { tenants: [...tenants, ...tenants] }],
  [
    'bots[0].upn: found "nina@northwind.example", expected another value, because people[0]',
    { bots: [{ ...echo, upn: nina.upn }] },
  ],
  ['people[1].id: found "11111111-', { people: [{ ...nina, id }, sameId] }],
  ['people[0].id: found "cd000000-', { people: [{ ...nina, id: 'cd000000-0000-4000-8000-000000000001' }] }],
  ['people[0].tenant: found "contoso.example"', { people: [{ ...nina, tenant: 'contoso.example' }] }],
  [
    'people[0].manager: found "nina@northwind.example", the same person',
    { people: [{ ...nina, manager: nina.upn }] },
  ],
  [
    'meetings[0].coOrganizers[0]: found "echo@northwind.example", a bot',
    { bots: [echo], meetings: [{ ...plan, coOrganizers: [echo.upn] }] },
  ],
  [
    'meetings[0].meetingId: found (missing), expected the number that belongs to the passcode',
    { meetings: [{ ...plan, passcode: 'abc' }] },
  ],
  [
    'calendarEvents[0].meeting: found "123456789", expected the meetingId of one of meetings',
    { calendarEvents: [{ ...event, meeting: '123456789' }] },
  ],
  [
    'calendarEvents[0].startMinutes: found 1440, expected a whole number from -1439 to 1439',
    { calendarEvents: [{ ...event, startMinutes: 1440 }] },
  ],
  [
    'resourceAccounts[0].number: found "+4790000050", expected another value, because phones[0]',
    { phones: [{ number: hotline.number }], resourceAccounts: [hotline] },
  ],
  [
    'resourceAccounts[1].number: found "+4790000050", expected another value, because resourceAccounts[0]',
    { resourceAccounts: [hotline, { ...desk, number: hotline.number }] },
  ],
  [
    'resourceAccounts[1].displayName: found "hotline", expected another value, because resourceAccounts[0]',
    { resourceAccounts: [hotline, { ...desk, displayName: 'hotline' }] },
  ],
  [
    'resourceAccounts[0].id: found "11111111-2222-4333-8444-555555555555", expected another value, because people[0]',
    { people: [{ ...nina, id }], resourceAccounts: [{ ...hotline, id }] },
  ],
  [
    'resourceAccounts[0].tenant: found "contoso.example", expected the domain or id of a tenant',
    { resourceAccounts: [{ ...hotline, tenant: 'contoso.example' }] },
  ],
  [
    'assignments[0].principal: found "Desk", who does not exist, expected one of people or of resourceAccounts',
    { resourceAccounts: [hotline], assignments: [{ principal: 'Desk' }] },
  ],
  [
    'assignments[0].principal: found "echo@northwind.example", a bot',
    { bots: [echo], assignments: [{ principal: echo.upn }] },
  ],
  [
    'assignments[1].principal: found "11111111-2222-4333-8444-555555555555", expected another value, because assignments[0]',
    {
      resourceAccounts: [{ ...hotline, id }],
      assignments: [{ principal: 'Hotline' }, { principal: id }],
    },
  ],
  [
    'assignments[0].clientIds: found (missing), expected at least one client id',
    { assignments: [{ principal: nina.upn }] },
  ],
  [
    'assignments[0].clientIds[1]: found "22222222-2222-4333-8444-555555555555", expected the clientId of one of applications',
    {
      applications,
      assignments: [{ principal: nina.upn, clientIds: [id, '22222222-2222-4333-8444-555555555555'] }],
    },
  ],
  [
    'assignments[0].clientIds[0]: found "11111111-2222-4333-8444-555555555555", expected no application',
    { applications, resourceAccounts: [hotline], assignments: [{ principal: 'Hotline', clientIds: [id] }] },
  ],
])('the fault "%s …" is reported alone', (fault, entries) => {
  const faults = readFaults({ tenants, people: [nina], ...entries });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(fault);
});

// https://learn.microsoft.com/entra/identity-platform/reply-url
test.each([
  ['http://app.example/', 'https, or with http on localhost'],
  ['http://[::1]:3000/', 'https, or with http on localhost'],
  ['myapp://callback', 'https, or with http on localhost'],
  ['/redirect.html', 'an absolute address'],
  ['http://localhost:3000/#home', 'without a fragment'],
  ['https://*.app.example/', 'without a wildcard'],
  ['http://localhost:3000/a(b)', 'without the characters'],
  [`http://localhost:3000/${'a'.repeat(240)}`, 'at most 256 characters'],
])('a directory with the redirect URI %s is refused, as in Entra', (uri, expected) => {
  const redirectUris = ['http://localhost:{PORT}/', uri];
  const applications = [{ clientId: id, displayName: 'App', redirectUris }];
  const faults = readFaults({ tenants, applications });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain('applications[0].redirectUris[1]: found');
  expect(faults[0]).toContain(expected);
});

test('a directory is read from a file, also with a byte order mark, and other content is refused', () => {
  const path = join(createTestFolder(), 'team.json');
  expect(() => readDirectory(path, 3000)).toThrow(`The directory file ${path} has a fault:\n  found ENOENT`);
  writeFileSync(path, '{ "tenants": [ }');
  expect(() => readDirectory(path, 3000)).toThrow('found no JSON (Unexpected token');
  for (const content of [null, [], 'a text', 7]) {
    writeFileSync(path, JSON.stringify(content));
    expect(() => readDirectory(path, 3000)).toThrow('expected a JSON object');
  }
  writeFileSync(path, `\uFEFF${JSON.stringify({ extends: 'default' })}`);
  expect(readDirectory(path, 3000).people).toEqual(defaultDirectory.people);
});
