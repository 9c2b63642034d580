import { expect, test } from 'vitest';
import { exampleAccessKey, readFaults, validEnv } from '../fixtures/settings.ts';
import type { Environment } from './configFault.ts';
import { readSettings } from './settings.ts';

const createConnectionString = (name: string, key = exampleAccessKey): string =>
  `endpoint=https://${name}.communication.azure.com/;accesskey=${key}`;
const createEndpoint = (name: string): string => `https://${name}.communication.azure.com`;
const withoutSingle = { ACS_CONNECTION_STRING: '' };
/** @returns the endpoints of the settings, or the faults */
const readEndpoints = (changes: Environment): readonly string[] => {
  const result = readSettings({ ...validEnv, ...withoutSingle, ...changes });
  return 'settings' in result ? result.settings.acs.map(({ endpoint }) => endpoint) : readFaults(changes);
};
const endpoints = ['east', 'west', 'north'].map(createEndpoint);

test.each([', ', ',', '\n', ' ,\n'])(
  'readSettings reads several connection strings with the separator %j',
  (separator) => {
    const strings = ['east', 'west', 'north'].map((name) => createConnectionString(name)).join(separator);
    expect(readEndpoints({ ACS_CONNECTION_STRINGS: strings })).toEqual(endpoints);
  },
);

test('readSettings reads several addresses, with one identity for all', () => {
  const result = readSettings({ ...validEnv, ...withoutSingle, ACS_ENDPOINTS: endpoints.join(',') });
  const identity = { kind: 'managed', clientId: null };
  expect(result).toMatchObject({
    settings: { acs: endpoints.map((endpoint) => ({ kind: 'entra', endpoint, identity })) },
  });
});

test('readSettings reads one resource from each of the four variables', () => {
  for (const changes of [
    { ACS_CONNECTION_STRING: createConnectionString('east') },
    { ACS_CONNECTION_STRINGS: createConnectionString('east') },
    { ACS_ENDPOINT: createEndpoint('east') },
    { ACS_ENDPOINTS: createEndpoint('east') },
  ])
    expect(readEndpoints(changes)).toEqual([createEndpoint('east')]);
});

const otherKey = Buffer.from('another key that no resource had').toString('base64');
test.each<[string, Environment, string]>([
  [
    'a resource that is named twice, with two keys',
    {
      ACS_CONNECTION_STRINGS: [
        createConnectionString('east'),
        createConnectionString('west'),
        createConnectionString('EAST', otherKey),
      ].join(','),
    },
    'ACS_CONNECTION_STRINGS: found number 3 of 3 is the same resource as number 1, expected',
  ],
  [
    'an address that is named twice',
    { ACS_ENDPOINTS: `${createEndpoint('east')},${createEndpoint('east')}/` },
    'ACS_ENDPOINTS: found number 2 of 2 is the same resource as number 1, expected',
  ],
  [
    'one truncated key among several',
    {
      ACS_CONNECTION_STRINGS: `${createConnectionString('east')},${createConnectionString('west', 'c2hvcnQ=')}`,
    },
    'ACS_CONNECTION_STRINGS: found number 2 of 2 is a key that is truncated or not base64 (not shown), expected',
  ],
  [
    'two wrong entries among several',
    { ACS_ENDPOINTS: `http://east.communication.azure.com,${createEndpoint('west')},https://north.example` },
    'ACS_ENDPOINTS: found number 1 of 3 is http to another machine; number 3 of 3 is a host that is not one of Microsoft’s, expected',
  ],
  [
    'an address among connection strings',
    { ACS_CONNECTION_STRINGS: `${createConnectionString('east')},${createEndpoint('west')}` },
    'ACS_CONNECTION_STRINGS: found number 2 of 2 is an address without a key; addresses alone belong into ACS_ENDPOINTS, expected',
  ],
  [
    'a connection string among addresses',
    { ACS_ENDPOINTS: `${createEndpoint('west')},${createConnectionString('east')}` },
    'ACS_ENDPOINTS: found number 2 of 2 is a connection string (not shown), which belongs into ACS_CONNECTION_STRINGS, expected',
  ],
  [
    'several connection strings in the variable for one',
    { ACS_CONNECTION_STRING: `${createConnectionString('east')},${createConnectionString('west')}` },
    'ACS_CONNECTION_STRING: found 2 entries, expected one connection string of an ACS resource in the public cloud; several belong into ACS_CONNECTION_STRINGS',
  ],
  [
    'several addresses in the variable for one',
    { ACS_CONNECTION_STRING: '', ACS_ENDPOINT: endpoints.join(',') },
    'ACS_ENDPOINT: found 3 entries, expected one https address of an ACS resource in the public cloud; several belong into ACS_ENDPOINTS',
  ],
  [
    'connection strings and addresses at once',
    { ACS_CONNECTION_STRINGS: createConnectionString('east'), ACS_ENDPOINTS: createEndpoint('west') },
    'ACS_ENDPOINTS: found a value in addition to ACS_CONNECTION_STRINGS, expected only one of',
  ],
  [
    'the singular and the plural variable at once',
    {
      ACS_CONNECTION_STRING: createConnectionString('east'),
      ACS_CONNECTION_STRINGS: createConnectionString('west'),
    },
    'ACS_CONNECTION_STRINGS: found a value in addition to ACS_CONNECTION_STRING, expected only one of',
  ],
  ['only separators', { ACS_ENDPOINTS: ' , ' }, 'ACS_ENDPOINTS: found only separators, expected'],
  [
    'addresses with a wrong identity',
    { ACS_ENDPOINTS: endpoints.join(','), AZURE_CLIENT_ID: 'x' },
    'AZURE_CLIENT_ID: found not a GUID, expected',
  ],
  [
    'an address of this machine in production',
    { NODE_ENV: 'production', ACS_ENDPOINTS: `${createEndpoint('east')},http://localhost:7000` },
    'ACS_ENDPOINTS: found number 2 of 2 is an address of this machine, in production, expected',
  ],
])('readSettings explains %s, and quotes no key', (_name, changes, expectedStart) => {
  const faults = readFaults({ ...withoutSingle, ...changes });
  expect(faults).toHaveLength(1);
  expect(faults[0]?.startsWith(expectedStart), faults[0]).toBe(true);
  for (const key of [exampleAccessKey, otherKey, 'c2hvcnQ=']) expect(faults[0]).not.toContain(key);
});
