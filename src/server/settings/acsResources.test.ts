import { expect, test } from 'vitest';
import { exampleAccessKey, readFaults, validEnv } from '../fixtures/settings.ts';
import type { Environment } from './configFault.ts';
import { readSettings } from './settings.ts';

const otherKey = Buffer.from('another key that no resource had').toString('base64');
const domain = 'communication.azure.com';
const [east, west, north] = [`https://east.${domain}`, `https://west.${domain}`, `https://north.${domain}`];
const withKey = (endpoint: string, key = exampleAccessKey) => `endpoint=${endpoint}/;accesskey=${key}`;
const withoutSingle = { ACS_CONNECTION_STRING: '' };
/** @returns the endpoints of the settings; none for wrong settings */
const readEndpoints = (changes: Environment): readonly string[] => {
  const result = readSettings({ ...validEnv, ...withoutSingle, ...changes });
  return 'settings' in result ? result.settings.acs.map(({ endpoint }) => endpoint) : [];
};

test.each([',', '\n', ' ,\n'])('readSettings separates connection strings by %j', (separator) => {
  const strings = [east, west, north].map((endpoint) => withKey(endpoint)).join(separator);
  expect(readEndpoints({ ACS_CONNECTION_STRINGS: strings })).toEqual([east, west, north]);
});

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

const truncatedKey = 'c2hvcnQ=';
const eastInCapitals = withKey(east.replace('east', 'EAST'), otherKey);
const bothKeys = `${withKey(east)},${withKey(west)}`;
const isProduction = { NODE_ENV: 'production' };
/** Each row: the variable, its value, a part of the fault after the variable's name, and further variables. */
test.each<[string, string, string, Environment?]>([
  ['ACS_ENDPOINTS', `${east},${east}/`, 'number 2 of 2 is the same resource as number 1'],
  ['ACS_ENDPOINTS', `${west},${withKey(east)}`, 'number 2 of 2 is a connection string (not shown), which'],
  ['ACS_ENDPOINTS', `http://east.${domain},${west}`, 'number 1 of 2 is http to another machine,'],
  [
    'ACS_ENDPOINTS',
    'http://a.example,https://a.example',
    '; number 2 of 2 is a host that is not one of Micr',
  ],
  ['ACS_ENDPOINTS', ' , ', 'only separators,'],
  ['ACS_ENDPOINTS', `${east},http://localhost:7000`, 'number 2 of 2 is an address of this', isProduction],
  [
    'ACS_ENDPOINTS',
    east,
    'in addition to ACS_CONNECTION_STRINGS,',
    { ACS_CONNECTION_STRINGS: withKey(west) },
  ],
  ['ACS_ENDPOINT', `${east},${west}`, '2 entries, expected one https address of an ACS resource in the'],
  ['ACS_CONNECTION_STRING', bothKeys, '2 entries, expected one connection string of an ACS'],
  ['ACS_CONNECTION_STRINGS', `${withKey(east)},${west}`, 'number 2 of 2 is an address without a key; addr'],
  ['ACS_CONNECTION_STRINGS', withKey(west, truncatedKey), 'number 1 of 1 is a key that is truncated or not'],
  [
    'ACS_CONNECTION_STRINGS',
    `${bothKeys},${eastInCapitals}`,
    'number 3 of 3 is the same resource as number 1',
  ],
  ['AZURE_CLIENT_ID', 'x', 'not a GUID,', { ACS_ENDPOINTS: east }],
])('readSettings explains a wrong value of %s, and quotes no key: %s', (name, value, found, others = {}) => {
  const faults = readFaults({ ...withoutSingle, ...others, [name]: value });
  expect(faults).toEqual([expect.stringContaining(found)]);
  expect(faults[0]?.split(':')[0]).toBe(name);
  for (const key of [exampleAccessKey, otherKey, truncatedKey]) expect(faults[0]).not.toContain(key);
});
