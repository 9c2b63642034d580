import { expect, test } from 'vitest';
import { exampleId, readFaults, validEnv } from '../fixtures/settings.ts';
import type { Environment } from './configFault.ts';
import { readSettings } from './settings.ts';

const productionEnv = { NODE_ENV: 'production' };
test.each<[string, string, Environment]>([
  ['a Redis address without a host', 'REDIS_URL', { REDIS_URL: 'redis://' }],
  ['a Redis address without slashes', 'REDIS_URL', { REDIS_URL: 'redis:cache.example' }],
  ['port 0 of Redis', 'REDIS_URL', { REDIS_URL: 'redis://cache.example:0' }],
  ['a Redis address with a path', 'REDIS_URL', { REDIS_URL: 'redis://cache.example/canary' }],
  ['a Redis address with a query', 'REDIS_URL', { REDIS_URL: 'redis://cache.example:6379?ssl=canary' }],
  ['a Redis password with a percent sign', 'REDIS_URL', { REDIS_URL: 'rediss://:canary%@cache.example' }],
  ['a Redis password with a number sign', 'REDIS_URL', { REDIS_URL: 'rediss://:canary#1@cache.example' }],
  ['a Redis socket', 'REDIS_URL', { REDIS_URL: 'unix:///run/canary.sock' }],
  [
    'a Redis password without TLS in production',
    'REDIS_URL',
    { ...productionEnv, REDIS_URL: 'redis://:canary@cache.example:6379' },
  ],
  ['a Redis address of another kind', 'REDIS_URL', { REDIS_URL: 'http://user:canary@cache.example' }],
  [
    'an unknown sign-in to Redis',
    'REDIS_AUTH',
    { REDIS_URL: 'rediss://cache.example:10000', REDIS_AUTH: 'key' },
  ],
  ['a sign-in to Redis without an address', 'REDIS_URL', { REDIS_AUTH: 'entra' }],
  [
    'a password for a Redis that takes tokens',
    'REDIS_URL',
    { REDIS_URL: 'rediss://:canary@cache.example:10000', REDIS_AUTH: 'entra' },
  ],
  [
    'a Redis without TLS that takes tokens',
    'REDIS_URL',
    { REDIS_URL: 'redis://cache.example:10000', REDIS_AUTH: 'entra' },
  ],
  [
    'a Redis on this machine that takes tokens, in production',
    'REDIS_URL',
    { ...productionEnv, REDIS_URL: 'redis://127.0.0.1:6379', REDIS_AUTH: 'entra' },
  ],
  [
    'one wrong identity for ACS and Redis',
    'AZURE_CLIENT_ID',
    {
      ACS_CONNECTION_STRING: '',
      ACS_ENDPOINT: 'https://fabrikam.communication.azure.com',
      REDIS_URL: 'rediss://cache.example:10000',
      REDIS_AUTH: 'entra',
      AZURE_CLIENT_ID: 'canary',
    },
  ],
])('readSettings refuses %s in one sentence that names %s and shows no secret', (_name, name, env) => {
  const faults = readFaults(env);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`^${name}: found .+, expected .+, for example .+$`));
  expect(faults[0]).not.toContain('canary');
});

test('readSettings reads the managed identity with which the service signs in to Redis', () => {
  const url = 'rediss://fabrikam.westeurope.redis.azure.net:10000';
  const readRedis = (changes: Environment) => {
    const result = readSettings({ ...validEnv, REDIS_URL: url, ...changes });
    return 'settings' in result ? result.settings.redis : result.faults;
  };
  expect(readRedis({})).toEqual({ url, identity: null });
  expect(readRedis({ REDIS_AUTH: 'entra' })).toEqual({ url, identity: { kind: 'managed', clientId: null } });
  expect(readRedis({ REDIS_AUTH: 'entra', AZURE_CLIENT_ID: exampleId })).toEqual({
    url,
    identity: { kind: 'managed', clientId: exampleId },
  });
});

test.each([
  'redis://localhost',
  'redis://:p%25%23w@cache.example:6379',
  'rediss://name:password@cache.example:6380/3',
  'redis://[::1]:6379/',
])('readSettings accepts %s as the address of Redis', (value) => {
  expect(readFaults({ REDIS_URL: value })).toEqual([]);
});

test('readSettings accepts Redis without a password and without TLS in production', () => {
  expect(readFaults({ ...productionEnv, REDIS_URL: 'redis://cache:6379' })).toEqual([]);
});
