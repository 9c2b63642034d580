import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { createTestBrowser } from '../testing/browser.ts';
import { readRefusal } from '../testing/readRefusal.ts';
import {
  contosoClientId,
  fabrikamClientId,
  personOf,
  pickAccountAndConsent,
  postToken,
  redeemCode,
  redirectUri,
  renewTokens,
  signIn,
  signInScope,
  teamsScope,
  codeVerifier,
  type SignInOptions,
  type Tokens,
} from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();
const upn = 'alice@fabrikam.example';
const alice = personOf(upn);
const apiScope = `api://${contosoClientId}/access_as_user`;
/** Scopes of several APIs. `/authorize` accepts them together; a request to `/token` must name one API. */
const scopesOfSeveralApis = `${signInScope} ${apiScope} User.Read https://communication.azure.com//.default`;
/** Describes a sign-in at the running emulator. @param overrides what differs from the default sign-in. */
const createAttempt = (overrides: Omit<SignInOptions, 'url'> = {}): SignInOptions => ({
  url: harness.emulator.url,
  ...overrides,
});

/** Signs Alice in. @returns the authorization code. */
const signInForCode = async (overrides: Omit<SignInOptions, 'url'> = {}) =>
  (await pickAccountAndConsent(createTestBrowser(), createAttempt(overrides), upn)).get('code') ?? '';

test('a Teams token can be verified with the published keys, and names its user and application', async () => {
  const { url } = harness.emulator;
  const tokens = await signIn(createAttempt(), upn);
  const keys = createRemoteJWKSet(new URL(`${url}/${alice.tid}/discovery/v2.0/keys`));
  const { payload } = await jwtVerify(tokens.access_token, keys, {
    issuer: `${url}/${alice.tid}/`,
    audience: 'https://auth.msft.communication.azure.com',
  });
  expect(payload).toMatchObject({
    appid: contosoClientId,
    oid: alice.oid,
    tid: alice.tid,
    scp: 'Teams.ManageCalls Teams.ManageChats',
    ver: '1.0',
    upn,
  });
  expect(tokens.scope).toContain(teamsScope);
});

test('the keys are also at the path without a version, which verifiers of version 1.0 read', async () => {
  const { url } = harness.emulator;
  const readKeys = async (path: string) => (await fetch(`${url}/${path}`)).text();
  expect(await readKeys(`${alice.tid}/discovery/keys`)).toBe(await readKeys('common/discovery/v2.0/keys'));
  expect((await fetch(`${url}/unknown.example/discovery/keys`)).status).toBe(400);
});

// https://learn.microsoft.com/entra/identity-platform/reference-error-codes, AADSTS90008 and AADSTS90009
test('an application that the user has accepted gets a token for itself without a second consent', async () => {
  const { refresh_token } = await signIn(createAttempt(), upn);
  const ownScope = `${contosoClientId}/.default`;
  const response = await renewTokens(createAttempt(), refresh_token, ownScope);
  expect(response.status).toBe(200);
  const tokens = (await response.json()) as Tokens;
  expect(decodeJwt(tokens.access_token)).toMatchObject({ aud: contosoClientId, oid: alice.oid });
  expect(tokens.scope).toContain(ownScope);
});

test.each([apiScope, `${fabrikamClientId}/.default`])(
  'an application needs consent to the scope %s, although the user has accepted the application',
  async (scope) => {
    const { refresh_token } = await signIn(createAttempt(), upn);
    const { error_codes } = await readRefusal(renewTokens(createAttempt(), refresh_token, scope));
    expect(error_codes).toEqual([65001]);
  },
);

test('an ID token contains the nonce, the user’s names, and the application as its audience', async () => {
  const { id_token } = await signIn(createAttempt(), upn);
  expect(decodeJwt(id_token)).toMatchObject({
    aud: contosoClientId,
    iss: `${harness.emulator.url}/${alice.tid}/v2.0`,
    nonce: 'the-nonce',
    oid: alice.oid,
    preferred_username: upn,
    ver: '2.0',
  });
});

test('a token names localhost as its issuer, even if the client sent its requests to 127.0.0.1', async () => {
  const { port, url } = harness.emulator;
  const tokens = await signIn({ url: `http://127.0.0.1:${port}` }, upn);
  expect(decodeJwt(tokens.access_token).iss).toBe(`${url}/${alice.tid}/`);
});

test('the scopes of the token request select the resource of the access token', async () => {
  const refusalText = await signIn(createAttempt({ scope: scopesOfSeveralApis }), upn).catch(
    (error: Error) => error.message,
  );
  expect(refusalText).toContain('AADSTS28000');
  const code = await signInForCode({ scope: scopesOfSeveralApis });
  const tokens = (await (
    await redeemCode(createAttempt(), code, `openid offline_access ${apiScope}`)
  ).json()) as Tokens;
  expect(decodeJwt(tokens.access_token)).toMatchObject({
    aud: contosoClientId,
    azp: contosoClientId,
    scp: 'access_as_user',
    ver: '2.0',
    iss: `${harness.emulator.url}/${alice.tid}/v2.0`,
  });
  let refreshToken = tokens.refresh_token;
  for (const [scope, aud, scp] of [
    [teamsScope, 'https://auth.msft.communication.azure.com', 'Teams.ManageCalls Teams.ManageChats'],
    [
      'https://graph.microsoft.com/User.Read',
      '00000003-0000-0000-c000-000000000000',
      'User.Read User.ReadBasic.All Presence.Read.All Chat.Create',
    ],
    ['https://communication.azure.com/.default', 'https://communication.azure.com', 'user_impersonation'],
    ['https://communication.azure.com//.default', 'https://communication.azure.com/', 'user_impersonation'],
  ] as const) {
    const renewedTokens = (await (
      await renewTokens(createAttempt(), refreshToken, `${scope} offline_access`)
    ).json()) as Tokens;
    expect(decodeJwt(renewedTokens.access_token)).toMatchObject({ aud, scp });
    expect(renewedTokens.scope).toContain(scope);
    refreshToken = renewedTokens.refresh_token;
  }
});

test('a permission that a condition withholds is missing in the token and in the list of scopes, although the user has consented', async () => {
  await harness.control('POST', 'conditions', { user: upn, withheldPermissions: ['Teams.ManageChats'] });
  const tokens = await signIn(createAttempt(), upn);
  expect(decodeJwt(tokens.access_token)).toMatchObject({ scp: 'Teams.ManageCalls' });
  expect(tokens.scope).toContain('Teams.ManageCalls');
  expect(tokens.scope).not.toContain('Teams.ManageChats');
});

test('a code can be redeemed once, and a second attempt revokes the refresh tokens from the first', async () => {
  const code = await signInForCode();
  const tokens = (await (await redeemCode(createAttempt(), code)).json()) as Tokens;
  expect((await readRefusal(redeemCode(createAttempt(), code))).error_codes).toEqual([54005]);
  expect((await readRefusal(renewTokens(createAttempt(), tokens.refresh_token))).error_codes).toEqual([
    50173,
  ]);
});

test('a code expires after 60 seconds', async () => {
  const code = await signInForCode();
  harness.advance(60_000);
  expect((await readRefusal(redeemCode(createAttempt(), code))).error_codes).toEqual([70008]);
});

test.each([
  ['another PKCE verifier', { code_verifier: 'x'.repeat(43) }, 501481],
  ['another redirect URI', { redirect_uri: 'http://localhost:5173/' }, 500112],
  ['another application', { client_id: fabrikamClientId }, 50194],
])('Entra refuses a code that a client sends with %s', async (_, fields, aadstsNumber) => {
  const form = {
    grant_type: 'authorization_code',
    code: await signInForCode(),
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
    scope: signInScope,
    ...fields,
  };
  expect((await readRefusal(postToken(createAttempt(), form))).error_codes).toEqual([aadstsNumber]);
});

test.each([
  [
    'a code without a PKCE verifier',
    { grant_type: 'authorization_code', code: 'x', redirect_uri: redirectUri },
    900144,
  ],
  [
    'an unknown code',
    { grant_type: 'authorization_code', code: 'x', redirect_uri: redirectUri, code_verifier: 'x' },
    70000,
  ],
  ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 70000],
  ['the password grant', { grant_type: 'password', username: upn, password: 'x' }, 70003],
  ['a form without grant_type', { code: 'x' }, 900144],
])('the token endpoint refuses %s with an AADSTS number', async (_, fields, aadstsNumber) => {
  const refusal = await readRefusal(postToken(createAttempt(), { scope: signInScope, ...fields }));
  expect(refusal.error_codes).toEqual([aadstsNumber]);
  expect(refusal.error_description).toMatch(
    new RegExp(`^AADSTS${aadstsNumber}: .* Trace ID: .* Timestamp: `),
  );
});

test('a token request without a scope gets a token for the first resource of the sign-in', async () => {
  const code = await signInForCode({ scope: `offline_access ${teamsScope} User.Read` });
  const codeResponse = await postToken(createAttempt(), {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
  });
  const { access_token, refresh_token } = (await codeResponse.json()) as Tokens;
  expect(decodeJwt(access_token)).toMatchObject({ scp: 'Teams.ManageCalls Teams.ManageChats' });
  const renewalResponse = await postToken(createAttempt(), { grant_type: 'refresh_token', refresh_token });
  expect(decodeJwt(((await renewalResponse.json()) as Tokens).access_token)).toMatchObject({
    scp: 'Teams.ManageCalls Teams.ManageChats',
  });
  // A second use for the same API is treated as theft.
  const secondRenewal = postToken(createAttempt(), { grant_type: 'refresh_token', refresh_token });
  expect((await readRefusal(secondRenewal)).error_codes).toEqual([50173]);
});

test('a client that asks only for OpenID scopes gets an access token for Graph’s user info', async () => {
  const tokens = await signIn(createAttempt({ scope: 'openid profile offline_access' }), upn);
  expect(decodeJwt(tokens.access_token)).toMatchObject({ aud: '00000003-0000-0000-c000-000000000000' });
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
