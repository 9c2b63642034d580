import { expect, it, vi } from 'vitest';
import { formatPhoneNumber, toDisplayId, toE164 } from './phoneNumbers.ts';

const oid = 'b0000000-0000-4000-8000-00000000000b';

it.each([
  ['4:+14255550100', '+1 425 555 0100'],
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

it.each([
  ['(425) 555-0100', 'en-US', '+14255550100'],
  ['+44 20 7946 0958', 'en-US', '+442079460958'],
  ['reception', 'en-US', null],
  // A language that is no tag has no country.
  ['(425) 555-0100', 'en-US@posix', null],
  ['+14255550100', 'en-US@posix', '+14255550100'],
])('reads the number %s in the language %s as %s', (text, language, number) => {
  vi.stubGlobal('navigator', { language });
  expect(toE164(text)).toBe(number);
});
