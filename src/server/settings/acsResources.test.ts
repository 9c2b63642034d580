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

const withTruncatedKey = `${withKey(east)},${withKey(west, 'c2hvcnQ=')}`;
const withResourceTwice = [
  withKey(east),
  withKey(west),
  withKey(east.replace('east', 'EAST'), otherKey),
].join();
/** Expects one fault of a variable. A text that begins with an ellipsis may stand anywhere in it. */
function expectFault(name: string, found: string, changes: Environment): void {
  const [fault = '', ...others] = readFaults({ ...withoutSingle, ...changes });
  const expected = found.startsWith('…') ? found.slice(1) : `${name}: found ${found}`;
  expect([fault, others]).toEqual([expect.stringContaining(expected), []]);
  for (const key of [exampleAccessKey, otherKey, 'c2hvcnQ=']) expect(fault).not.toContain(key);
}

test.each([
  ['ACS_ENDPOINTS', `${east},${east}/`, 'number 2 of 2 is the same resource as number 1'],
  [
    'ACS_ENDPOINTS',
    `${west},${withKey(east)}`,
    'number 2 of 2 is a connection string (not shown), which belongs',
  ],
  ['ACS_ENDPOINTS', `http://${new URL(east).host},${west}`, 'number 1 of 2 is http to another machine,'],
  [
    'ACS_ENDPOINTS',
    `http://a.example,https://a.example`,
    '…; number 2 of 2 is a host that is not one of Microsoft’s,',
  ],
  ['ACS_ENDPOINTS', ' , ', 'only separators,'],
  [
    'ACS_ENDPOINT',
    `${east},${west}`,
    '2 entries, expected one https address of an ACS resource in the public cloud; several',
  ],
  [
    'ACS_CONNECTION_STRING',
    `${withKey(east)},${withKey(west)}`,
    '2 entries, expected one connection string of an ACS',
  ],
  [
    'ACS_CONNECTION_STRINGS',
    `${withKey(east)},${west}`,
    'number 2 of 2 is an address without a key; addresses alone',
  ],
  [
    'ACS_CONNECTION_STRINGS',
    withTruncatedKey,
    'number 2 of 2 is a key that is truncated or not base64 (not shown),',
  ],
  ['ACS_CONNECTION_STRINGS', withResourceTwice, 'number 3 of 3 is the same resource as number 1,'],
])('readSettings explains a wrong value of %s, and quotes no key: %s', (name, value, found) => {
  expectFault(name, found, { [name]: value });
});

test('readSettings explains variables that do not go together, and quotes no key', () => {
  const strings = { ACS_CONNECTION_STRINGS: withKey(west) };
  expectFault('ACS_ENDPOINTS', 'a value in addition to ACS_CONNECTION_STRINGS,', {
    ...strings,
    ACS_ENDPOINTS: east,
  });
  expectFault('ACS_CONNECTION_STRINGS', 'a value in addition to ACS_CONNECTION_STRING,', {
    ...strings,
    ACS_CONNECTION_STRING: withKey(east),
  });
  expectFault('AZURE_CLIENT_ID', 'not a GUID,', { ACS_ENDPOINTS: east, AZURE_CLIENT_ID: 'x' });
  expectFault('ACS_ENDPOINTS', 'number 2 of 2 is an address of this machine, in production,', {
    NODE_ENV: 'production',
    ACS_ENDPOINTS: `${east},http://localhost:7000`,
  });
});
