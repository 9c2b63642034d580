import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import {
  codeVerifier,
  contosoClientId,
  fabrikamClientId,
  personOf,
  postToken,
  redirectUri,
  signIn as signInAt,
  signInScope,
  teamsScope,
  type Tokens,
} from '../testing/signIn.ts';
import { setUpEntra } from '../testing/withEntra.ts';

const { harness, signIn, signInForCode, redeem, renew, refuse, refuseCode, refuseRenewal } = setUpEntra();
const upn = 'alice@fabrikam.example';
const alice = personOf(upn);
const apiScope = `api://${contosoClientId}/access_as_user`;
/** Scopes of several APIs. `/authorize` accepts them together; a request to `/token` must name one API. */
const scope = `${signInScope} ${apiScope} User.Read https://communication.azure.com//.default`;

/** Signs Alice in. @returns the authorization code. */
const getCode = async (overrides = {}) => (await signInForCode(upn, overrides)).get('code') ?? '';

test('a Teams token can be verified with the published keys, and names its user and application', async () => {
  const { url } = harness.emulator;
  const tokens = await signIn(upn);
  const keys = createRemoteJWKSet(new URL(`${url}/${alice.tid}/discovery/v2.0/keys`));
  const { payload } = await jwtVerify(tokens.access_token, keys, {
    issuer: `${url}/${alice.tid}/`,
    audience: 'https://auth.msft.communication.azure.com',
  });
  const user = { oid: alice.oid, tid: alice.tid, upn };
  const scp = 'Teams.ManageCalls Teams.ManageChats';
  expect(payload).toMatchObject({ ...user, appid: contosoClientId, scp, ver: '1.0' });
  expect(tokens.scope).toContain(teamsScope);
});

test('Entra publishes the keys also at the path without a version, which verifiers of version 1.0 read', async () => {
  const { url } = harness.emulator;
  const readKeys = async (path: string) => (await fetch(`${url}/${path}`)).text();
  expect(await readKeys(`${alice.tid}/discovery/keys`)).toBe(await readKeys('common/discovery/v2.0/keys'));
  expect((await fetch(`${url}/unknown.example/discovery/keys`)).status).toBe(400);
});

// https://learn.microsoft.com/entra/identity-platform/reference-error-codes, AADSTS90008 and AADSTS90009
test('an application that the user has accepted gets a token for itself without a second consent', async () => {
  const { refresh_token } = await signIn(upn);
  const ownScope = `${contosoClientId}/.default`;
  const tokens = await renew(refresh_token, ownScope);
  expect(decodeJwt(tokens.access_token)).toMatchObject({ aud: contosoClientId, oid: alice.oid });
  expect(tokens.scope).toContain(ownScope);
});

test.each([apiScope, `${fabrikamClientId}/.default`, 'Contacts.Read'])(
  'Entra refuses a renewal for %s without consent with consent_required, and the refresh token stays valid',
  async (unaccepted) => {
    const { refresh_token } = await signIn(upn);
    const refusal = { error: 'invalid_grant', suberror: 'consent_required', error_codes: [65001] };
    for (let attempts = 0; attempts < 2; attempts += 1)
      expect(await refuseRenewal(refresh_token, `${unaccepted} offline_access`)).toMatchObject(refusal);
    await renew(refresh_token);
  },
);

test('an ID token contains the nonce, the user’s names, the application as its audience, and localhost even if the client uses 127.0.0.1', async () => {
  const { port, url } = harness.emulator;
  const tokens = await signInAt({ url: `http://127.0.0.1:${port}` }, upn);
  expect(decodeJwt(tokens.access_token).iss).toBe(`${url}/${alice.tid}/`);
  const user = { iss: `${url}/${alice.tid}/v2.0`, oid: alice.oid, preferred_username: upn };
  const claims = { ...user, aud: contosoClientId, nonce: 'the-nonce', ver: '2.0' };
  expect(decodeJwt(tokens.id_token)).toMatchObject(claims);
});

test('the scopes of the token request select the resource of the access token', async () => {
  await expect(signIn(upn, { scope })).rejects.toThrow('AADSTS28000');
  const tokens = await redeem(await getCode({ scope }), `openid offline_access ${apiScope}`);
  const application = { aud: contosoClientId, azp: contosoClientId, scp: 'access_as_user', ver: '2.0' };
  const iss = `${harness.emulator.url}/${alice.tid}/v2.0`;
  expect(decodeJwt(tokens.access_token)).toMatchObject({ ...application, iss });
  let refreshToken = tokens.refresh_token;
  for (const [requested, aud, scp] of [
    [teamsScope, 'https://auth.msft.communication.azure.com', 'Teams.ManageCalls Teams.ManageChats'],
    [
      'https://graph.microsoft.com/User.Read',
      '00000003-0000-0000-c000-000000000000',
      'User.Read User.ReadBasic.All Presence.Read.All Chat.Create',
    ],
    ['https://communication.azure.com/.default', 'https://communication.azure.com', 'user_impersonation'],
    ['https://communication.azure.com//.default', 'https://communication.azure.com/', 'user_impersonation'],
  ] as const) {
    const renewed = await renew(refreshToken, `${requested} offline_access`);
    expect(decodeJwt(renewed.access_token)).toMatchObject({ aud, scp });
    expect(renewed.scope).toContain(requested);
    refreshToken = renewed.refresh_token;
  }
});

test('a permission that a condition withholds is missing in the token and in the list of scopes', async () => {
  await harness.control('POST', 'conditions', { user: upn, withheldPermissions: ['Teams.ManageChats'] });
  const tokens = await signIn(upn);
  expect(decodeJwt(tokens.access_token)).toMatchObject({ scp: 'Teams.ManageCalls' });
  expect(tokens.scope).toContain('Teams.ManageCalls');
  expect(tokens.scope).not.toContain('Teams.ManageChats');
});

test('Entra refuses a code after 60 s, or after its redemption, whose refresh tokens it then revokes', async () => {
  const code = await getCode();
  const { refresh_token } = await redeem(code);
  expect((await refuseCode(code)).error_codes).toEqual([54005]);
  expect((await refuseRenewal(refresh_token)).error_codes).toEqual([50173]);
  const oldCode = await getCode();
  harness.advance(60_000);
  expect((await refuseCode(oldCode)).error_codes).toEqual([70008]);
});

test.each([
  ['another PKCE verifier', { code_verifier: 'x'.repeat(43) }, 501481],
  ['another redirect URI', { redirect_uri: 'http://localhost:5173/' }, 500112],
  ['another application', { client_id: fabrikamClientId }, 50194],
])('Entra refuses a code that a client sends with %s', async (_, fields, aadstsNumber) => {
  expect((await refuseCode(await getCode(), fields)).error_codes).toEqual([aadstsNumber]);
});

const unknownCode = { grant_type: 'authorization_code', code: 'x', redirect_uri: redirectUri };
test.each([
  ['a code without a PKCE verifier', unknownCode, 900144],
  ['an unknown code', { ...unknownCode, code_verifier: 'x' }, 70000],
  ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 70000],
  ['the password grant', { grant_type: 'password', username: upn, password: 'x' }, 70003],
  ['a form without grant_type', { code: 'x' }, 900144],
])('the token endpoint refuses %s with an AADSTS number', async (_, fields, aadstsNumber) => {
  const { error_codes, error_description } = await refuse(fields);
  expect(error_codes).toEqual([aadstsNumber]);
  expect(error_description).toMatch(new RegExp(`^AADSTS${aadstsNumber}: .* Trace ID: .* Timestamp: `));
});

test('a token request without a scope gets a token for the first resource of the sign-in', async () => {
  const code = await getCode({ scope: `offline_access ${teamsScope} User.Read` });
  /** Sends a form without a scope. */
  const send = (form: Record<string, string>) => postToken({ url: harness.emulator.url }, form);
  const codeForm = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
  const first = (await (await send({ ...codeForm, code_verifier: codeVerifier })).json()) as Tokens;
  const renewal = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
  const second = (await (await send(renewal)).json()) as Tokens;
  for (const { access_token } of [first, second])
    expect(decodeJwt(access_token)).toMatchObject({ scp: 'Teams.ManageCalls Teams.ManageChats' });
});

test('a client that asks only for OpenID scopes gets an access token for Graph, but no refresh token without offline_access', async () => {
  const tokens = await signIn(upn, { scope: 'openid profile' });
  expect(decodeJwt(tokens.access_token)).toMatchObject({ aud: '00000003-0000-0000-c000-000000000000' });
  expect(tokens).not.toHaveProperty('refresh_token');
});

test('openid-configuration names the tenant’s issuer, or a placeholder if the address names no tenant', async () => {
  const { url } = harness.emulator;
  for (const [segment, tid] of [
    ['fabrikam.example', alice.tid],
    ['organizations', '{tenantid}'],
  ]) {
    const response = await fetch(`${url}/${segment}/v2.0/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      issuer: `${url}/${tid}/v2.0`,
      jwks_uri: `${url}/${segment}/discovery/v2.0/keys`,
    });
  }
});

test.each([
  ['each use', undefined],
  ['a renewal without offline_access', teamsScope],
])('%s issues a further refresh token, and the used one stays valid', async (_, renewalScope) => {
  const first = await signIn(upn);
  const renewed = await renew(first.refresh_token, renewalScope);
  expect(renewed.refresh_token).not.toBe(first.refresh_token);
  harness.advance(11_000);
  for (const { refresh_token } of [first, renewed]) await renew(refresh_token, renewalScope);
});

test('a client may use one refresh token for several APIs', async () => {
  const { refresh_token } = await redeem(await getCode({ scope }), signInScope);
  for (const api of [teamsScope, apiScope]) await renew(refresh_token, `${api} offline_access`);
});

test('refresh tokens expire 24 hours after the sign-in, however often they were replaced', async () => {
  const first = await signIn(upn);
  harness.advance(23 * 3_600_000);
  const renewed = await renew(first.refresh_token);
  harness.advance(3_600_000);
  const refusal = { error: 'invalid_grant', error_codes: [700084] };
  expect(await refuseRenewal(renewed.refresh_token)).toMatchObject(refusal);
});
