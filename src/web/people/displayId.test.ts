import { expect, it } from 'vitest';
import { formatPhoneNumber, toDisplayId } from './displayId.ts';

const oid = 'b0000000-0000-4000-8000-00000000000b';

it.each([
  ['4:+14255550100', '+1 425 555 0100'],
  ['4:+4930901820', '+49 30 901820'],
  ['4:+442079460958', '+44 20 7946 0958'],
  ['4:+390612345678', '+39 06 1234 5678'],
  ['4:+999', '+999'],
  ['4:911', '911'],
  ['4:anonymous', 'anonymous'],
  [`8:orgid:${oid}`, oid],
  [`8:gcch:${oid}`, oid],
  [`28:orgid:${oid}`, oid],
])('W3: shortens the raw id %s to %s', (rawId, shortened) => {
  expect(toDisplayId(rawId)).toBe(shortened);
});

it('W3: does not change a text that is not a phone number', () => {
  for (const name of ['Bob Baker', '+1 Bob', '007', '', '+']) expect(formatPhoneNumber(name)).toBe(name);
});
