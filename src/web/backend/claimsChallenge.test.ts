import { expect, it } from 'vitest';
import { readClaimsChallenge } from './claimsChallenge.ts';

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
const encodedClaims = Buffer.from(claims).toString('base64');
const answerWithHeader = (header: string) =>
  new Response(null, { status: 401, headers: { 'www-authenticate': header } });

it('reads the claims that the next token must have', () => {
  const header = `Bearer realm="", client_id="00000003", error="insufficient_claims", claims="${encodedClaims}"`;
  expect(readClaimsChallenge(answerWithHeader(header))).toEqual({ claims });
});

it.each([
  'Bearer error="invalid_token"',
  `Bearer claims="${encodedClaims}"`,
  'Bearer error="insufficient_claims", claims="not base64 !"',
  `Bearer error="insufficient_claims", claims="${btoa('no json')}"`,
])('returns no claims for the header %s', (header) => {
  expect(readClaimsChallenge(answerWithHeader(header))).toEqual({});
});
