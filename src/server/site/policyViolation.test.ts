import { expect, test } from 'vitest';
import { reduceBlocked, reduceSource } from '../../contract/policyViolation.ts';

test.each([
  ['https://calls.example.com:8443/users/alice?token=secret#x', 'https://calls.example.com:8443'],
  ['wss://alice:secret@calls.example.com/', 'wss://calls.example.com'],
  ['blob:https://phone.example.com/3f2a-alice', 'blob:'],
  ['data:text/plain,alice', 'data:'],
  ['tel:+14255550100', 'tel:'],
  ['inline', 'inline'],
  ['trusted-types-sink', 'trusted-types-sink'],
  ['Alice Archer', 'unknown'],
  ['', 'unknown'],
])('reduceBlocked keeps of “%s” only “%s”', (address, expected) => {
  expect(reduceBlocked(address)).toBe(expected);
});

test.each([
  ['https://phone.example.com/assets/a.js?user=alice#x', 'https://phone.example.com/assets/a.js'],
  ['https://phone.example.com/call/alice@fabrikam.example?token=secret', 'https://phone.example.com'],
  ['chrome-extension://abcdef/alice.js', 'chrome-extension:'],
  ['blob:https://phone.example.com/3f2a', 'blob:'],
  ['alice', undefined],
  ['', undefined],
  [null, undefined],
])('reduceSource keeps of “%s” only “%s”', (address, expected) => {
  expect(reduceSource(address)).toBe(expected);
});
