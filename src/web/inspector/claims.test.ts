import { expect, it } from 'vitest';
import { createTokenView } from './claims.ts';

const encodePart = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signature = 'c2lnbmF0dXJlLW5vYm9keS1tYXktc2Vl';
const header = { alg: 'RS256', typ: 'JWT', kid: 'a-key-id-of-the-issuer' };
const claims = {
  aud: 'https://auth.msft.communication.azure.com',
  tid: 'f1111111-1111-4111-8111-111111111111',
  scp: 'Teams.ManageCalls Teams.ManageChats',
  exp: 1_800_000_000,
  name: 'Zoë Quince-Marmalade',
  upn: 'zoe@fabrikam.example',
  uti: 'opaque-identifier-of-this-token',
};
const token = `${encodePart(header)}.${encodePart(claims)}.${signature}`;

it('shows the whole value of a claim that describes the set-up, and writes times as dates', () => {
  const view = createTokenView(token);
  expect(view?.claims).toContainEqual({ name: 'aud', value: claims.aud });
  expect(view?.claims).toContainEqual({ name: 'exp', value: '2027-01-15T08:00:00.000Z' });
  expect(view?.setUpClaims).toMatchObject({ tid: claims.tid, scp: claims.scp });
  expect(view?.expiresAt).toBe(1_800_000_000_000);
});

it('shows only four characters of a claim that identifies a user, a session or a token', () => {
  const view = createTokenView(token);
  expect(view?.claims).toContainEqual({ name: 'name', value: 'Zoë …' });
  expect(view?.claims).toContainEqual({ name: 'uti', value: 'opaq…' });
  expect(view?.header).toContainEqual({ name: 'kid', value: 'a-ke…' });
});

it('shows neither the signature nor a whole part of the token', () => {
  const text = JSON.stringify(createTokenView(token));
  for (const part of token.split('.')) expect(text).not.toContain(part);
  expect(text).not.toContain(signature.slice(0, 9));
  expect(text).not.toContain(claims.upn);
});

it('shows only four characters of an unknown claim, which may be secret', () => {
  const view = createTokenView(`${encodePart(header)}.${encodePart({ newcomer: { nested: 'secret' } })}.x`);
  expect(view?.claims).toEqual([{ name: 'newcomer', value: '{"ne…' }]);
  expect(view?.expiresAt).toBeNull();
});

it.each([
  '',
  'opaque',
  'a.b.c',
  `${encodePart(header)}.${encodePart([1])}.x`,
  `${encodePart(null)}.${encodePart({})}.x`,
])('shows nothing of “%s”, which is not a JWT', (text) => {
  expect(createTokenView(text)).toBeNull();
});
