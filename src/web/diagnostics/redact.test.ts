import { expect, it } from 'vitest';
import { redact } from './redact.ts';

const jwtToken = 'eyJhbGciOiJSUzI1NiJ9.eyJvaWQiOiJhIn0.c2lnbmF0dXJl';

it.each([
  '4:+14255550100',
  '4:4255550100',
  '+1 (425) 555-0100',
  'called +14255550100.',
  'call (425) 555-0100 back',
  '425.555-0100',
  '0425/555-0100',
  'called 04255550100',
  'bob@fabrikam.example',
])('W1: removes the phone number or address in "%s", at any depth of the data', (text) => {
  const data = { calls: [{ other: text, at: '2026-11-25T14:38:01.000Z' }] };
  expect(JSON.stringify(redact(data, false))).not.toMatch(/4255550100|555-0100|bob|fabrikam/);
  expect(redact(data, false)).toMatchObject({ calls: [{ at: '2026-11-25T14:38:01.000Z' }] });
  expect(redact(data, true)).toEqual(data);
});

it('F10: removes keys in connection strings and headers', () => {
  const texts = ['AccountKey=c2VjcmV0;x=1', 'api-key: c2VjcmV0', '{"ocp-apim-subscription-key":"c2VjcmV0"}'];
  expect(JSON.stringify(redact(texts, true))).not.toContain('c2VjcmV0');
});

it('W1: removes tokens even if the user has chosen to include other people', () => {
  expect(redact([jwtToken, { b: `x ${jwtToken}` }], true)).toEqual(['(token)', { b: 'x (token)' }]);
});

it('W1: does not change object ids, codes, numbers and times', () => {
  const other = '8:orgid:b0000000-0000-4000-8000-00000000000b';
  const data = { other, code: 487, at: '2026-11-25T04:15:30.123Z', nothing: null, yes: true };
  expect(redact(data, false)).toEqual(data);
});
