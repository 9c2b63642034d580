import { expect, test } from 'vitest';
import { Integration, isScreenPopAddress } from './integration.ts';

const hosts = ['crm.example', 'crm.example:8443', 'localhost:7000'];

test.each([
  'https://crm.example/search?phone={number}',
  'https://crm.example/{userId}/#name={name}&mail={email}&queue={queue}',
  'https://crm.example:8443/today',
  'http://localhost:7000/{number}',
])('accepts %s as the address of a screen pop', (url) => {
  expect(isScreenPopAddress(url, hosts)).toBe(true);
});

test.each([
  ['script', 'javascript:alert({number})'],
  ['script after a blank', ' javascript://crm.example/%0aalert({name})'],
  ['data', 'data:text/html,{name}'],
  ['a file', 'file:///crm.example/{number}'],
  ['plain http', 'http://crm.example/{number}'],
  ['a user name', 'https://crm.example@evil.example/{number}'],
  ['a user name at the right host', 'https://user:secret@crm.example/{number}'],
  ['a placeholder as the user name', 'https://{name}@crm.example/'],
  ['a placeholder as the host', 'https://{name}/search'],
  ['a placeholder in the host', 'https://{name}.crm.example/search'],
  ['a placeholder after the host', 'https://crm.example{name}/search'],
  ['a placeholder as the port', 'https://crm.example:{number}/search'],
  ['a placeholder as the scheme', '{name}://crm.example/'],
  ['another host', 'https://evil.example/crm.example/{number}'],
  ['a host below a listed one', 'https://a.crm.example/{number}'],
  ['another port', 'https://crm.example:9443/{number}'],
  ['an unknown placeholder', 'https://crm.example/?phone={phone}'],
  ['no name between braces', 'https://crm.example/?phone={}'],
  ['one brace', 'https://crm.example/?phone={number'],
  ['a relative address', '/search?phone={number}'],
])('refuses %s: %s', (_name, url) => {
  expect(isScreenPopAddress(url, hosts)).toBe(false);
});

test.each([
  ['a path', 'https://crm.example/'],
  ['a wildcard', 'https://*.crm.example'],
  ['everything', '*'],
  ['null', 'null'],
  ['another source of the policy', 'https://crm.example;script-src*'],
  ['plain http', 'http://crm.example'],
])('refuses an origin with %s: %s', (_name, origin) => {
  expect(Integration.safeParse({ origins: [origin] }).success).toBe(false);
  expect(Integration.safeParse({ origins: ['https://crm.example'] }).success).toBe(true);
});

test('refuses embedding and dialling without the sites that may do it', () => {
  expect(Integration.safeParse({ embedding: true }).success).toBe(false);
  expect(Integration.safeParse({ dial: 'call' }).success).toBe(false);
});
