import { expect, test } from 'vitest';
import { exampleAccessKey, readFaults, validEnv } from '../fixtures/settings.ts';
import type { Environment } from './configFault.ts';
import { readSettings } from './settings.ts';

const otherKey = Buffer.from('another key that no resource had').toString('base64');
const [east, west, north] = ['east', 'west', 'north'].map(
  (name) => `https://${name}.communication.azure.com`,
) as [string, string, string];
const withKey = (endpoint: string, key = exampleAccessKey): string =>
  `endpoint=${endpoint}/;accesskey=${key}`;
const withoutSingle = { ACS_CONNECTION_STRING: '' };
/** @returns the endpoints of the settings, or the faults */
const readEndpoints = (changes: Environment): readonly string[] => {
  const result = readSettings({ ...validEnv, ...withoutSingle, ...changes });
  return 'settings' in result ? result.settings.acs.map(({ endpoint }) => endpoint) : readFaults(changes);
};

test.each([', ', ',', '\n', ' ,\n'])(
  'readSettings reads several connection strings with the separator %j',
  (separator) => {
    const strings = [east, west, north].map((endpoint) => withKey(endpoint)).join(separator);
    expect(readEndpoints({ ACS_CONNECTION_STRINGS: strings })).toEqual([east, west, north]);
  },
);

test('readSettings reads several addresses, with one identity for all', () => {
  const identity = { kind: 'managed', clientId: null };
  const acs = [east, west].map((endpoint) => ({ kind: 'entra', endpoint, identity }));
  const env = { ...validEnv, ...withoutSingle, ACS_ENDPOINTS: `${east},${west}` };
  expect(readSettings(env)).toMatchObject({ settings: { acs } });
});

test.each([
  ['ACS_CONNECTION_STRING', withKey(east)],
  ['ACS_CONNECTION_STRINGS', withKey(east)],
  ['ACS_ENDPOINT', east],
  ['ACS_ENDPOINTS', east],
])('readSettings reads one resource from %s', (name, value) => {
  expect(readEndpoints({ [name]: value })).toEqual([east]);
});

test.each<[string, Environment, string]>([
  [
    'a resource that is named twice, with two keys',
    {
      ACS_CONNECTION_STRINGS: [
        withKey(east),
        withKey(west),
        withKey(east.replace('east', 'EAST'), otherKey),
      ].join(),
    },
    'ACS_CONNECTION_STRINGS: found number 3 of 3 is the same resource as number 1',
  ],
  [
    'an address that is named twice',
    { ACS_ENDPOINTS: `${east},${east}/` },
    'ACS_ENDPOINTS: found number 2 of 2 is the same resource as number 1',
  ],
  [
    'one truncated key among several',
    { ACS_CONNECTION_STRINGS: `${withKey(east)},${withKey(west, 'c2hvcnQ=')}` },
    'ACS_CONNECTION_STRINGS: found number 2 of 2 is a key that is truncated or not base64 (not shown)',
  ],
  [
    'two wrong entries among several',
    { ACS_ENDPOINTS: `${east.replace('https', 'http')},${west},https://north.example` },
    'ACS_ENDPOINTS: found number 1 of 3 is http to another machine; number 3 of 3 is a host that is not one of Microsoft’s',
  ],
  [
    'an address among connection strings',
    { ACS_CONNECTION_STRINGS: `${withKey(east)},${west}` },
    'ACS_CONNECTION_STRINGS: found number 2 of 2 is an address without a key; addresses alone belong into ACS_ENDPOINTS',
  ],
  [
    'a connection string among addresses',
    { ACS_ENDPOINTS: `${west},${withKey(east)}` },
    'ACS_ENDPOINTS: found number 2 of 2 is a connection string (not shown), which belongs into ACS_CONNECTION_STRINGS',
  ],
  [
    'several connection strings in the variable for one',
    { ACS_CONNECTION_STRING: `${withKey(east)},${withKey(west)}` },
    'ACS_CONNECTION_STRING: found 2 entries',
  ],
  [
    'several addresses in the variable for one',
    { ACS_ENDPOINT: `${east},${west}` },
    'ACS_ENDPOINT: found 2 entries',
  ],
  [
    'connection strings and addresses at once',
    { ACS_CONNECTION_STRINGS: withKey(east), ACS_ENDPOINTS: west },
    'ACS_ENDPOINTS: found a value in addition to ACS_CONNECTION_STRINGS',
  ],
  [
    'the singular and the plural variable at once',
    { ACS_CONNECTION_STRING: withKey(east), ACS_CONNECTION_STRINGS: withKey(west) },
    'ACS_CONNECTION_STRINGS: found a value in addition to ACS_CONNECTION_STRING',
  ],
  ['only separators', { ACS_ENDPOINTS: ' , ' }, 'ACS_ENDPOINTS: found only separators'],
  [
    'addresses with a wrong identity',
    { ACS_ENDPOINTS: east, AZURE_CLIENT_ID: 'x' },
    'AZURE_CLIENT_ID: found not a GUID',
  ],
  [
    'an address of this machine in production',
    { NODE_ENV: 'production', ACS_ENDPOINTS: `${east},http://localhost:7000` },
    'ACS_ENDPOINTS: found number 2 of 2 is an address of this machine, in production',
  ],
])('readSettings explains %s, and quotes no key', (_name, changes, expectedStart) => {
  const [fault = '', ...others] = readFaults({ ...withoutSingle, ...changes });
  expect([fault.slice(0, expectedStart.length + 10), others]).toEqual([`${expectedStart}, expected`, []]);
  for (const key of [exampleAccessKey, otherKey, 'c2hvcnQ=']) expect(fault).not.toContain(key);
});
