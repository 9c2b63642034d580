import { expect, test } from 'vitest';
import { createAcsTokens } from './acsToken.ts';
import { createSigningKey } from './signingKey.ts';
import { personOf } from '../testing/signIn.ts';

const alice = personOf('alice@fabrikam.example');

test('a token identifies its user until it expires', async () => {
  let now = Date.UTC(2030, 0, 1);
  const tokens = await createAcsTokens({ now: () => now });
  const { token, expiresOn } = await tokens.issue(alice, 'resource', new Date(now + 60_000));
  expect(await tokens.verify(token)).toEqual({ oid: alice.oid, tid: alice.tid, expiresOn });
  now += 60_000;
  expect(await tokens.verify(token)).toBeNull();
});

test('a changed token, a token of another start, and a text that is no token are refused', async () => {
  const now = Date.now;
  const [ours, theirs] = await Promise.all([createAcsTokens({ now }), createAcsTokens({ now })]);
  const end = new Date(Date.now() + 60_000);
  const { token } = await ours.issue(alice, 'resource', end);
  const [header, , signature] = token.split('.');
  const bob = { skypeid: `orgid:${personOf('bob@fabrikam.example').oid}`, exp: 4_000_000_000 };
  const forged = `${header}.${Buffer.from(JSON.stringify(bob)).toString('base64url')}.${signature}`;
  for (const wrong of [forged, (await theirs.issue(alice, 'resource', end)).token, '', 'a.b.c']) {
    expect(await ours.verify(wrong)).toBeNull();
  }
});

test('a token signed by the same key for another purpose is refused', async () => {
  const key = await createSigningKey();
  const tokens = await createAcsTokens({ now: Date.now, key });
  const claims = { iss: 'someone else', skypeid: `orgid:${alice.oid}`, tid: alice.tid, exp: 4_000_000_000 };
  expect(await tokens.verify(key.sign({ alg: 'RS256' }, claims))).toBeNull();
});
