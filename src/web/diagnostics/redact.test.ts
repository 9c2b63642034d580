import { expect, it } from 'vitest';
import { redact } from './redact.ts';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJvaWQiOiJhIn0.c2lnbmF0dXJl';

it.each([
  '4:+14255550100',
  '4:4255550100',
  '+1 (425) 555-0100',
  'called +14255550100.',
  'bob@fabrikam.example',
])('W1: %s of another person is left out, at any depth', (text) => {
  const data = { calls: [{ other: text, at: '2026-11-25T14:38:01.000Z' }] };
  expect(JSON.stringify(redact(data, false))).not.toMatch(/4255550100|555-0100|bob|fabrikam/);
  expect(redact(data, false)).toMatchObject({ calls: [{ at: '2026-11-25T14:38:01.000Z' }] });
  expect(redact(data, true)).toEqual(data);
});

it('W1: tokens are removed, whether or not the user includes other people', () => {
  expect(redact({ a: [jwt, { b: `x ${jwt}` }] }, true)).toEqual({ a: ['(token)', { b: 'x (token)' }] });
});

it('W1: object ids, codes, numbers and times stay', () => {
  const data = {
    other: '8:orgid:b0000000-0000-4000-8000-00000000000b',
    code: 487,
    at: '2026-11-25T04:15:30.123Z',
    nothing: null,
    yes: true,
  };
  expect(redact(data, false)).toEqual(data);
});
