import { expect, it } from 'vitest';
import { claimsChallenge } from './claimsChallenge.ts';

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
const encoded = Buffer.from(claims).toString('base64');
const answer = (header: string) =>
  new Response(null, { status: 401, headers: { 'www-authenticate': header } });

it('reads the claims that an API demands of the next token', () => {
  const header = `Bearer realm="", client_id="00000003", error="insufficient_claims", claims="${encoded}"`;
  expect(claimsChallenge(answer(header))).toEqual({ claims });
});

it.each([
  'Bearer',
  'Bearer error="invalid_token"',
  `Bearer claims="${encoded}"`,
  'Bearer error="insufficient_claims", claims="not base64 !"',
  `Bearer error="insufficient_claims", claims="${btoa('no json')}"`,
])('%s is no challenge', (header) => {
  expect(claimsChallenge(answer(header))).toEqual({});
});
