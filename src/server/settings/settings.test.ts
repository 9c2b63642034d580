import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
  const env = { ACS_CONNECTION_STRING: '', API_CLIENT_ID: 'x', ALLOWED_TENANTS: '', PORT: '70000' };
  const faults = readFaults(env);
  const names = ['API_CLIENT_ID', 'PORT', 'ACS_CONNECTION_STRING', 'ALLOWED_TENANTS'];
  expect(faults.map((fault) => fault.split(':')[0])).toEqual(names);
  expect(faults[1]).toBe('PORT: found "70000", expected a whole number from 0 to 65535, for example 8080');
});

/** Expects one fault: a sentence about this variable, without secrets. */
function expectFault(name: string, env: Environment): void {
  const faults = readFaults(env);
  const sentence = new RegExp(`^${name}: found .+, expected .+, for example .+$`);
  expect(faults).toEqual([expect.stringMatching(sentence)]);
  expect(faults[0]).not.toContain('canary');
  expect(faults[0]).not.toContain(exampleAccessKey.slice(0, 12));
}

const resource = 'https://fabrikam.communication.azure.com';
const withKey = (endpoint: string): string => `endpoint=${endpoint};accesskey=${exampleAccessKey}`;
test.each([
  ['ACS_CONNECTION_STRING', 'a password', withKey('https://canary:canary@fabrikam.communication.azure.com/')],
  ['ACS_CONNECTION_STRING', 'a longer host', withKey(`${resource}.evil.example/`)],
  ['ACS_CONNECTION_STRING', 'a similar host', withKey('https://fabrikam-communication.azure.com/')],
  ['ACS_CONNECTION_STRING', 'a bare domain', withKey('https://communication.azure.com/')],
  ['ACS_CONNECTION_STRING', 'a look-alike of this machine', withKey('http://localhost.evil.example/')],
  ['ACS_CONNECTION_STRING', 'a national cloud', withKey('https://fabrikam.communication.azure.us/')],
  ['ACS_CONNECTION_STRING', 'another port', withKey(`${resource}:8443/`)],
  ['ACS_CONNECTION_STRING', 'a wrong separator', `endpoint=${resource}/,accesskey=${exampleAccessKey}`],
  ['ENTRA_AUTHORITY', 'a password', 'https://canary:canary@login.microsoftonline.com'],
  ['ENTRA_AUTHORITY', 'a path', 'https://login.microsoftonline.com/organizations'],
  ['ALLOWED_TENANTS', 'any tenant', '*'],
  ['ALLOWED_TENANTS', 'a domain', `${exampleId},fabrikam.com`],
  ['ALLOWED_TENANTS', 'personal accounts', `${exampleId},9188040D-6c67-4c5b-b112-36a304b66dad`],
  ['NODE_ENV', 'a misspelt production', 'prod'],
  ['NODE_ENV', 'production with a capital', 'Production'],
  ['TRUSTED_TYPES', 'an unknown mode', 'off'],
  ['LOG_LEVEL', 'an unknown level', 'verbose'],
  ['REQUIRED_AUTH_CONTEXT', 'an unknown context', 'mfa'],
  ['REDIS_URL', 'no host', 'redis://'],
  ['REDIS_URL', 'no slashes', 'redis:cache.example'],
  ['REDIS_URL', 'port 0', 'redis://cache.example:0'],
  ['REDIS_URL', 'a path', 'redis://cache.example/canary'],
  ['REDIS_URL', 'a query', 'redis://cache.example:6379?ssl=canary'],
  ['REDIS_URL', 'a percent sign in the password', 'rediss://:canary%@cache.example'],
  ['REDIS_URL', 'a number sign in the password', 'rediss://:canary#1@cache.example'],
  ['REDIS_URL', 'a socket', 'unix:///run/canary.sock'],
  ['REDIS_URL', 'another kind of address', 'http://user:canary@cache.example'],
])('readSettings refuses %s with %s in one sentence, and shows no secret', (name, _what, value) => {
  expectFault(name, { [name]: value });
});

test.each([
  ['ACS_CONNECTION_STRING', withKey('http://localhost:7000/')],
  ['ENTRA_AUTHORITY', 'http://127.0.0.1:7000'],
  ['ALLOWED_ORIGINS', 'http://localhost:7001'],
  ['ALLOWED_ORIGINS', 'http://phone.example.com'],
  ['REDIS_URL', 'redis://:canary@cache.example:6379'],
])('in production, readSettings refuses %s of the emulator or without TLS', (name, value) => {
  expectFault(name, { NODE_ENV: 'production', [name]: value });
  if (!value.includes('example')) expect(readFaults({ [name]: value })).toEqual([]);
});

const entra = { REDIS_AUTH: 'entra' };
const cache = { REDIS_URL: 'rediss://cache.example:10000' };
const withEndpoint = { ACS_CONNECTION_STRING: '', ACS_ENDPOINT: resource };
const localCache = { REDIS_URL: 'redis://127.0.0.1:6379', NODE_ENV: 'production' };
test.each<[string, string, Environment]>([
  ['a secret without a client id', 'AZURE_CLIENT_ID', { ...withEndpoint, AZURE_CLIENT_SECRET: 'canary' }],
  ['an unknown sign-in to Redis', 'REDIS_AUTH', { ...cache, REDIS_AUTH: 'key' }],
  ['a sign-in to Redis without an address', 'REDIS_URL', entra],
  ['a password beside tokens', 'REDIS_URL', { ...entra, REDIS_URL: 'rediss://:canary@cache.example:10000' }],
  ['tokens without TLS', 'REDIS_URL', { ...entra, REDIS_URL: 'redis://cache.example:10000' }],
  ['tokens without TLS on this machine, in production', 'REDIS_URL', { ...entra, ...localCache }],
  [
    'one wrong identity for ACS and Redis',
    'AZURE_CLIENT_ID',
    { ...withEndpoint, ...entra, ...cache, AZURE_CLIENT_ID: 'canary' },
  ],
])('readSettings refuses %s in one sentence that names %s and shows no secret', (_what, name, env) => {
  expectFault(name, env);
});

test('readSettings reads the managed identity with which the service signs in to Redis', () => {
  const readRedis = (changes: Environment) => readSettings({ ...validEnv, ...cache, ...changes });
  const accept = (identity: object | null) => ({ settings: { redis: { url: cache.REDIS_URL, identity } } });
  expect(readRedis({})).toMatchObject(accept(null));
  expect(readRedis(entra)).toMatchObject(accept({ kind: 'managed', clientId: null }));
  const withId = { ...entra, AZURE_CLIENT_ID: exampleId };
  expect(readRedis(withId)).toMatchObject(accept({ kind: 'managed', clientId: exampleId }));
});

test.each<[string, string, Environment?]>([
  ['REDIS_URL', 'redis://cache:6379', { NODE_ENV: 'production' }],
  ['REDIS_URL', 'redis://:p%25%23w@cache.example:6379'],
  ['REDIS_URL', 'rediss://name:password@cache.example:6380/3'],
  ['REDIS_URL', 'redis://[::1]'],
  ['NODE_ENV', 'development'],
  ['NODE_ENV', 'test'],
  ['NODE_ENV', ''],
  ['LOG_KEY', 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83v'],
  ['HOST', '127.0.0.1'],
  ['HOST', '::'],
  ['HOST', 'switchboard.internal'],
])('S13: readSettings accepts %s=%s', (name, value, others = {}) =>
  expect(readFaults({ ...others, [name]: value })).toEqual([]),
);

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

test.each([
  ['EXCHANGE_QUOTA', '9', '10 to 1000000', '500'],
  ['PORT', 'x', '0 to 65535', '8080'],
  ['MAX_CONNECTIONS', '0', '10 to 1000000', '5000'],
  ['DRAIN_DELAY_SECONDS', '-1', '0 to 60', '5'],
  ['DRAIN_DELAY_SECONDS', '61', '0 to 60', '5'],
  ['DRAIN_DELAY_SECONDS', '1.5', '0 to 60', '5'],
])('S13: readSettings shows the range of %s and an example instead of %s', (name, value, range, example) => {
  const fault = `${name}: found "${value}", expected a whole number from ${range}, for example ${example}`;
  expect(readFaults({ [name]: value })).toEqual([fault]);
});

// The calling hosts in this table would widen the app's Content Security Policy.
test.each([
  ['HOST', 'http://127.0.0.1 127.0.0.1:80 [::1] 999.0.0.1 127.1 -a a..b *'],
  ['CALLING_HOSTS', "* *.com https://*.skype.com *.skype.com;script-src 'unsafe-inline' a..b x,* ,"],
  ['ALLOWED_ORIGINS', '* https://*.example.com null https://phone.example.com/'],
  ['LOG_KEY', `canary changeme ${'canary'.repeat(6)}`],
  ['ENTRA_AUTHORITY', 'https://login.microsoftonline.us https://login.microsoftonline.com.evil.example'],
])('readSettings refuses for %s each of these values: %s', (name, values) => {
  for (const value of values.split(' ')) expectFault(name, { [name]: value });
});

const root = resolve(import.meta.dirname, '../../..');
const example = readFileSync(join(root, '.env.example'), 'utf8');

test('S16: readSettings refuses the unchanged .env.example, because its ids are placeholders', () => {
  const entries = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
  const faults = readFaults(Object.fromEntries(entries) as Environment);
  const names = ['API_CLIENT_ID', 'ACS_CONNECTION_STRING', 'ALLOWED_TENANTS'];
  expect(faults.map((fault) => fault.split(':')[0])).toEqual(names);
});

test('.env.example names every variable that the service reads, and no other', () => {
  const server = join(root, 'src/server');
  const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(server, file), 'utf8'));
  const read = [...sources.join('\n').matchAll(/\benv\['(\w+)'\]/g)].map(([, name]) => name);
  const named = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(read));
});
