import { expect, test } from 'vitest';
import { exampleAccessKey, exampleId, readFaults, validEnv } from '../fixtures/settings.ts';
import type { Environment } from './configFault.ts';
import { readSettings } from './settings.ts';

test('readSettings needs only three variables, and has defaults for the others', () => {
  expect(readSettings(validEnv)).toMatchObject({
    settings: {
      port: 8080,
      authority: 'https://login.microsoftonline.com',
      authContext: null,
      apiClientId: exampleId,
      appClientId: exampleId,
      tenants: [exampleId],
      origins: [],
      webRoot: null,
      host: null,
      drainDelaySeconds: 5,
      quota: { perResource: 500, perPerson: 10 },
      redis: null,
      trustedTypes: 'enforce',
    },
  });
});

test('readSettings reports all faults at once: what it found, what it expected, and an example', () => {
  const faults = readFaults({
    ACS_CONNECTION_STRING: '',
    API_CLIENT_ID: 'x',
    ALLOWED_TENANTS: '',
    PORT: '70000',
  });
  expect(faults.map((fault) => fault.split(':')[0])).toEqual([
    'API_CLIENT_ID',
    'PORT',
    'ACS_CONNECTION_STRING',
    'ALLOWED_TENANTS',
  ]);
  expect(faults[1]).toBe('PORT: found "70000", expected a whole number from 0 to 65535, for example 8080');
});

/** Creates the environment variable with the connection string of an ACS resource. */
const createConnectionEnv = (endpoint: string, accessKey = exampleAccessKey): Environment => ({
  ACS_CONNECTION_STRING: `endpoint=${endpoint};accesskey=${accessKey}`,
});
const productionEnv = { NODE_ENV: 'production' };
test.each<[string, string, Environment]>([
  [
    'an http endpoint that is not on loopback',
    'ACS_CONNECTION_STRING',
    createConnectionEnv('http://fabrikam.communication.azure.com/'),
  ],
  [
    'an http endpoint that is not on loopback',
    'ACS_ENDPOINT',
    { ACS_CONNECTION_STRING: '', ACS_ENDPOINT: 'http://fabrikam.communication.azure.com' },
  ],
  [
    'a user and password in the address',
    'ACS_CONNECTION_STRING',
    createConnectionEnv('https://canary:canary@fabrikam.communication.azure.com/'),
  ],
  [
    'a user and password in the address',
    'ENTRA_AUTHORITY',
    { ENTRA_AUTHORITY: 'https://canary:canary@login.microsoftonline.com' },
  ],
  [
    'a look-alike host',
    'ACS_CONNECTION_STRING',
    createConnectionEnv('https://fabrikam.communication.azure.com.evil.example/'),
  ],
  [
    'a look-alike host',
    'ACS_CONNECTION_STRING',
    createConnectionEnv('https://fabrikam-communication.azure.com/'),
  ],
  ['a look-alike host', 'ACS_CONNECTION_STRING', createConnectionEnv('https://communication.azure.com/')],
  [
    'a look-alike host',
    'ENTRA_AUTHORITY',
    { ENTRA_AUTHORITY: 'https://login.microsoftonline.com.evil.example' },
  ],
  [
    'a look-alike of this machine',
    'ACS_CONNECTION_STRING',
    createConnectionEnv('http://localhost.evil.example/'),
  ],
  [
    'another port',
    'ACS_CONNECTION_STRING',
    createConnectionEnv('https://fabrikam.communication.azure.com:8443/'),
  ],
  ['a path', 'ENTRA_AUTHORITY', { ENTRA_AUTHORITY: 'https://login.microsoftonline.com/organizations' }],
  [
    'a connection string without a key',
    'ACS_CONNECTION_STRING',
    { ACS_CONNECTION_STRING: 'endpoint=https://fabrikam.communication.azure.com/' },
  ],
  [
    'a connection string with a truncated key',
    'ACS_CONNECTION_STRING',
    createConnectionEnv('https://fabrikam.communication.azure.com/', exampleAccessKey.slice(0, -3)),
  ],
  [
    'a connection string with a wrong separator',
    'ACS_CONNECTION_STRING',
    {
      ACS_CONNECTION_STRING: `endpoint=https://fabrikam.communication.azure.com/,accesskey=${exampleAccessKey}`,
    },
  ],
  [
    'a connection string that is only the key',
    'ACS_CONNECTION_STRING',
    { ACS_CONNECTION_STRING: exampleAccessKey },
  ],
  [
    'an access key and an identity at once',
    'ACS_ENDPOINT',
    { ACS_ENDPOINT: 'https://fabrikam.communication.azure.com' },
  ],
  [
    'emulator settings in production',
    'ACS_CONNECTION_STRING',
    { ...productionEnv, ...createConnectionEnv('http://localhost:7000/') },
  ],
  [
    'emulator settings in production',
    'ENTRA_AUTHORITY',
    { ...productionEnv, ENTRA_AUTHORITY: 'http://127.0.0.1:7000' },
  ],
  [
    'emulator settings in production',
    'ALLOWED_ORIGINS',
    { ...productionEnv, ALLOWED_ORIGINS: 'http://localhost:7001' },
  ],
  [
    'a page without TLS in production',
    'ALLOWED_ORIGINS',
    { ...productionEnv, ALLOWED_ORIGINS: 'http://phone.example.com' },
  ],
  ['any origin', 'ALLOWED_ORIGINS', { ALLOWED_ORIGINS: '*' }],
  ['a pattern of origins', 'ALLOWED_ORIGINS', { ALLOWED_ORIGINS: 'https://*.example.com' }],
  ['the null origin', 'ALLOWED_ORIGINS', { ALLOWED_ORIGINS: 'null' }],
  ['an origin with a path', 'ALLOWED_ORIGINS', { ALLOWED_ORIGINS: 'https://phone.example.com/' }],
  ['any tenant', 'ALLOWED_TENANTS', { ALLOWED_TENANTS: '*' }],
  ['a domain for a tenant', 'ALLOWED_TENANTS', { ALLOWED_TENANTS: `${exampleId},fabrikam.com` }],
  [
    'the tenant of personal accounts',
    'ALLOWED_TENANTS',
    { ALLOWED_TENANTS: `${exampleId},9188040D-6c67-4c5b-b112-36a304b66dad` },
  ],
  ['a misspelt production', 'NODE_ENV', { NODE_ENV: 'prod' }],
  ['production with a capital', 'NODE_ENV', { NODE_ENV: 'Production' }],
  [
    'a secret without a client id',
    'AZURE_CLIENT_ID',
    {
      ACS_CONNECTION_STRING: '',
      ACS_ENDPOINT: 'https://fabrikam.communication.azure.com',
      AZURE_CLIENT_SECRET: 'canary',
    },
  ],
  ['Trusted Types that are switched off', 'TRUSTED_TYPES', { TRUSTED_TYPES: 'off' }],
  ['an unknown log level', 'LOG_LEVEL', { LOG_LEVEL: 'verbose' }],
  [
    'an authentication context that does not exist',
    'REQUIRED_AUTH_CONTEXT',
    { REQUIRED_AUTH_CONTEXT: 'mfa' },
  ],
])('readSettings refuses %s in one sentence that names %s and shows no secret', (_name, name, env) => {
  const faults = readFaults(env);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`^${name}: found .+, expected .+, for example .+$`));
  expect(faults[0]).not.toContain('canary');
  expect(faults[0]).not.toContain(exampleAccessKey.slice(0, 12));
});

test.each([
  ['500', '26', '25', '10'],
  ['500', '500', '25', '10'],
  ['500', '0', '25', '10'],
  ['1000', '51', '50', '20'],
  ['10', '2', '1', '1'],
])(
  'S1: with a quota of %s, readSettings refuses %s exchanges for one user, and names the maximum, %s',
  (quota, personQuota, maxPersonQuota, defaultPersonQuota) => {
    expect(readFaults({ EXCHANGE_QUOTA: quota, EXCHANGE_QUOTA_PER_PERSON: personQuota })).toEqual([
      `EXCHANGE_QUOTA_PER_PERSON: found "${personQuota}", expected a whole number from 1 to ${maxPersonQuota}, for example ${defaultPersonQuota}`,
    ]);
    expect(readFaults({ EXCHANGE_QUOTA: quota, EXCHANGE_QUOTA_PER_PERSON: maxPersonQuota })).toEqual([]);
  },
);

test.each(['production', 'development', 'test', ''])('readSettings accepts NODE_ENV="%s"', (value) => {
  expect(readFaults({ NODE_ENV: value })).toEqual([]);
});

test.each([
  ['EXCHANGE_QUOTA', '9', '10 to 1000000', '500'],
  ['PORT', 'x', '0 to 65535', '8080'],
  ['MAX_CONNECTIONS', '0', '10 to 1000000', '5000'],
])('readSettings shows an example of %s itself', (name, value, range, example) => {
  expect(readFaults({ [name]: value })).toEqual([
    `${name}: found "${value}", expected a whole number from ${range}, for example ${example}`,
  ]);
});

test.each(['x', 'x'.repeat(31), ' '.repeat(40), 'x'.repeat(40), 'changeme'])(
  'S13: readSettings refuses the log key "%s", which is easy to guess, and does not show it',
  (value) => {
    const faults = readFaults({ LOG_KEY: value });
    expect(faults).toEqual([
      expect.stringMatching(/^LOG_KEY: found a key that is easy to guess \(not shown\)/),
    ]);
    expect(faults[0]).not.toContain(`"${value}"`);
  },
);
test('S13: readSettings accepts a random log key', () => {
  expect(readFaults({ LOG_KEY: 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83v' })).toEqual([]);
});

test.each(['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost', 'switchboard.internal'])(
  'S13: readSettings accepts %s as HOST',
  (value) => expect(readFaults({ HOST: value })).toEqual([]),
);
test.each(['http://127.0.0.1', '127.0.0.1:80', '[::1]', '999.0.0.1', '127.1', 'a b', '-a', 'a..b', '*'])(
  'S13: readSettings refuses %s as HOST',
  (value) => expect(readFaults({ HOST: value })).toEqual([expect.stringMatching(/^HOST: found /)]),
);
test.each(['-1', '61', 'x', '1.5'])('S13: readSettings refuses %s seconds as DRAIN_DELAY_SECONDS', (value) =>
  expect(readFaults({ DRAIN_DELAY_SECONDS: value })).toEqual([
    `DRAIN_DELAY_SECONDS: found "${value}", expected a whole number from 0 to 60, for example 5`,
  ]),
);

test.each([
  '*',
  '*.com',
  'https://*.skype.com',
  '*.skype.com; script-src *',
  "'unsafe-inline'",
  'a..b',
  'x,*',
  ',',
])(
  'S8: readSettings refuses the calling hosts "%s", which would widen the Content Security Policy',
  (value) =>
    expect(readFaults({ CALLING_HOSTS: value })).toEqual([expect.stringMatching(/^CALLING_HOSTS: found /)]),
);

test('readSettings accepts loopback addresses outside production', () => {
  expect(
    readFaults({
      ...createConnectionEnv('http://localhost:7000/'),
      ENTRA_AUTHORITY: 'http://localhost:7000',
      ALLOWED_ORIGINS: 'http://localhost:7001',
    }),
  ).toEqual([]);
});

test.each<[string, Environment]>([
  ['ENTRA_AUTHORITY', { ENTRA_AUTHORITY: 'https://login.microsoftonline.us' }],
  ['ENTRA_AUTHORITY', { ENTRA_AUTHORITY: 'https://login.partner.microsoftonline.cn' }],
  ['ACS_CONNECTION_STRING', createConnectionEnv('https://fabrikam.communication.azure.us/')],
  ['ACS_ENDPOINT', { ACS_CONNECTION_STRING: '', ACS_ENDPOINT: 'https://fabrikam.communication.azure.us' }],
])('W4: readSettings refuses a national cloud in %s, and names the public cloud', (name, env) => {
  expect(readFaults(env)).toEqual([
    expect.stringMatching(new RegExp(`^${name}: found .+, expected .+ public cloud`)),
  ]);
});
