import { createIdentifierFromRawId } from '@azure/communication-common';
import { decodeJwt, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { createAcsTokens, createPersonSubject } from './acsToken.ts';
import { createSigningKey } from './accessTokens.ts';
import { personOf } from '../testing/signIn.ts';

const alice = personOf('alice@fabrikam.example');
const aliceInTeams = createPersonSubject(alice, 'resource', 'teamsUser');

test('a token identifies its user until the token expires', async () => {
  let now = Date.UTC(2030, 0, 1);
  const tokens = await createAcsTokens(() => now);
  const { token, expiresOn } = await tokens.issue(aliceInTeams, new Date(now + 60_000));
  const { oid } = alice;
  const rawId = `8:orgid:${oid}`;
  expect(await tokens.verify(token)).toEqual({ oid, rawId, resourceId: 'resource', expiresOn });
  now += 60_000;
  expect(await tokens.verify(token)).toBeNull();
});

test('an agent’s token has the identity from which Microsoft’s library reads the parts', async () => {
  const tokens = await createAcsTokens(Date.now);
  const expiresOn = new Date(Date.now() + 60_000);
  const { token } = await tokens.issue(
    createPersonSubject(alice, 'resource', 'teamsExtensionUser'),
    expiresOn,
  );
  const { oid, tid } = alice;
  expect(decodeJwt(token)).toMatchObject({ skypeid: `acs:resource_${tid}_${oid}`, tid });
  const identity = await tokens.verify(token);
  expect(identity?.oid).toBe(oid);
  expect(createIdentifierFromRawId(identity?.rawId ?? '')).toEqual({
    kind: 'teamsExtensionUser',
    resourceId: 'resource',
    tenantId: tid,
    userId: oid,
    cloud: 'public',
  });
});

test('verify refuses a changed token, one of another key or issuer, and a text that is not a token', async () => {
  const now = Date.now;
  const key = await createSigningKey();
  const [acsTokens, otherAcsTokens] = await Promise.all([createAcsTokens(now, key), createAcsTokens(now)]);
  const expiresOn = new Date(Date.now() + 60_000);
  const { token } = await acsTokens.issue(aliceInTeams, expiresOn);
  const { token: otherToken } = await otherAcsTokens.issue(aliceInTeams, expiresOn);
  const [header, , signature] = token.split('.');
  const bobClaims = { skypeid: `orgid:${personOf('bob@fabrikam.example').oid}`, exp: 4_000_000_000 };
  const forgedClaims = Buffer.from(JSON.stringify(bobClaims)).toString('base64url');
  const { payload } = await jwtVerify(token, key.publicKey);
  const tokenOfOtherIssuer = key.sign({ alg: 'RS256' }, { ...payload, iss: 'someone else' });
  const changedToken = `${header}.${forgedClaims}.${signature}`;
  for (const wrongToken of [changedToken, otherToken, tokenOfOtherIssuer, '', 'a.b.c']) {
    expect(await acsTokens.verify(wrongToken)).toBeNull();
  }
});

test.each([
  ['voip', { joinsOnly: undefined }],
  ['chat,voip.join', { joinsOnly: true }],
  ['chat', null],
])('a token of an ACS user with the scopes %s is valid for calls: %o', async (scopes, expected) => {
  const tokens = await createAcsTokens(Date.now);
  const subject = { rawId: '8:acs:resource_ann', resourceId: 'resource', scopes: scopes.split(',') };
  const { token } = await tokens.issue(subject, new Date(Date.now() + 60_000));
  expect(decodeJwt(token)).toMatchObject({ skypeid: 'acs:resource_ann', acsScope: scopes });
  expect(decodeJwt(token)).not.toHaveProperty('tid');
  const identity = await tokens.verify(token);
  expect(identity && { joinsOnly: identity.joinsOnly }).toEqual(expected);
});
