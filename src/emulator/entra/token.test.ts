import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { createTestBrowser } from '../testing/browser.ts';
import {
  contosoApp,
  fabrikamApp,
  personOf,
  pickAndAccept,
  postToken,
  redeem,
  redirectUri,
  renew,
  signIn,
  signInScope,
  teamsScope,
  verifier,
  type Attempt,
  type Tokens,
} from '../testing/signIn.ts';
import { withEmulator } from '../testing/withEmulator.ts';

const harness = withEmulator();
const upn = 'alice@fabrikam.example';
const alice = personOf(upn);
const apiScope = `api://${contosoApp}/access_as_user`;
const everything = `${signInScope} ${apiScope} User.Read https://communication.azure.com//.default`;
const attempt = (rest: Omit<Attempt, 'url'> = {}): Attempt => ({ url: harness.emulator.url, ...rest });

const codeOf = async (rest: Omit<Attempt, 'url'> = {}) =>
  (await pickAndAccept(createTestBrowser(), attempt(rest), upn)).get('code') ?? '';

/** @returns the AADSTS number and the OAuth error of a refusal. */
async function refusalOf(response: Promise<Response>) {
  const { status, json } = await response.then(async (r) => ({
    status: r.status,
    json: (await r.json()) as object,
  }));
  expect(status).toBe(400);
  return json as { error: string; error_codes: number[]; error_description: string; suberror?: string };
}

test('a Teams token verifies with the published keys, and names its user and application', async () => {
  const { url } = harness.emulator;
  const tokens = await signIn(attempt(), upn);
  const keys = createRemoteJWKSet(new URL(`${url}/${alice.tid}/discovery/v2.0/keys`));
  const { payload } = await jwtVerify(tokens.access_token, keys, {
    issuer: `${url}/${alice.tid}/`,
    audience: 'https://auth.msft.communication.azure.com',
  });
  expect(payload).toMatchObject({
    appid: contosoApp,
    oid: alice.oid,
    tid: alice.tid,
    scp: 'Teams.ManageCalls',
    ver: '1.0',
    upn,
  });
  expect(tokens.scope.split(' ')).toContain(teamsScope);
});

test('the id token carries nonce, names and the application as audience', async () => {
  const { id_token } = await signIn(attempt(), upn);
  expect(decodeJwt(id_token)).toMatchObject({
    aud: contosoApp,
    iss: `${harness.emulator.url}/${alice.tid}/v2.0`,
    nonce: 'the-nonce',
    oid: alice.oid,
    preferred_username: upn,
    ver: '2.0',
  });
});

test('the issuer is localhost even for requests to 127.0.0.1', async () => {
  const { port, url } = harness.emulator;
  const tokens = await signIn({ url: `http://127.0.0.1:${port}` }, upn);
  expect(decodeJwt(tokens.access_token).iss).toBe(`${url}/${alice.tid}/`);
});

test('the token request selects the one resource of the access token', async () => {
  const first = await signIn(attempt({ scope: everything }), upn).catch((error: Error) => error.message);
  expect(first).toContain('AADSTS28000');
  const code = await codeOf({ scope: everything });
  const tokens = (await (
    await redeem(attempt(), code, `openid offline_access ${apiScope}`)
  ).json()) as Tokens;
  expect(decodeJwt(tokens.access_token)).toMatchObject({
    aud: contosoApp,
    azp: contosoApp,
    scp: 'access_as_user',
    ver: '2.0',
    iss: `${harness.emulator.url}/${alice.tid}/v2.0`,
  });
  let refresh = tokens.refresh_token;
  for (const [scope, aud, scp] of [
    [teamsScope, 'https://auth.msft.communication.azure.com', 'Teams.ManageCalls'],
    ['https://graph.microsoft.com/User.Read', '00000003-0000-0000-c000-000000000000', 'User.Read'],
    ['https://communication.azure.com/.default', 'https://communication.azure.com', 'user_impersonation'],
  ] as const) {
    const renewed = (await (await renew(attempt(), refresh, `${scope} offline_access`)).json()) as Tokens;
    expect(decodeJwt(renewed.access_token)).toMatchObject({ aud, scp });
    expect(renewed.scope).toContain(scope);
    refresh = renewed.refresh_token;
  }
});

test('a code is good once; a second use revokes the refresh tokens of the first', async () => {
  const code = await codeOf();
  const tokens = (await (await redeem(attempt(), code)).json()) as Tokens;
  expect((await refusalOf(redeem(attempt(), code))).error_codes).toEqual([54005]);
  expect((await refusalOf(renew(attempt(), tokens.refresh_token))).error_codes).toEqual([50173]);
});

test('a code expires after 60 seconds', async () => {
  const code = await codeOf();
  harness.advance(60_000);
  expect((await refusalOf(redeem(attempt(), code))).error_codes).toEqual([70008]);
});

test.each([
  ['another verifier', { code_verifier: 'x'.repeat(43) }, 501481],
  ['another redirect URI', { redirect_uri: 'http://localhost:5173/' }, 500112],
  ['another application', { client_id: fabrikamApp }, 50194],
])('a code is refused with %s', async (_, fields, number) => {
  const all = {
    grant_type: 'authorization_code',
    code: await codeOf(),
    redirect_uri: redirectUri,
    code_verifier: verifier,
    scope: signInScope,
    ...fields,
  };
  expect((await refusalOf(postToken(attempt(), all))).error_codes).toEqual([number]);
});

test.each([
  ['no verifier', { grant_type: 'authorization_code', code: 'x', redirect_uri: redirectUri }, 900144],
  [
    'an unknown code',
    { grant_type: 'authorization_code', code: 'x', redirect_uri: redirectUri, code_verifier: 'x' },
    70000,
  ],
  ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 70000],
  ['the password grant', { grant_type: 'password', username: upn, password: 'x' }, 70003],
  ['no grant', { code: 'x' }, 900144],
])('%s is refused in Entra’s form', async (_, fields, number) => {
  const refusal = await refusalOf(postToken(attempt(), { scope: signInScope, ...fields }));
  expect(refusal.error_codes).toEqual([number]);
  expect(refusal.error_description).toMatch(new RegExp(`^AADSTS${number}: .* Trace ID: .* Timestamp: `));
});

test('a refresh token is replaced at each use, and a second use revokes the whole family', async () => {
  const first = await signIn(attempt(), upn);
  const second = (await (await renew(attempt(), first.refresh_token)).json()) as Tokens;
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect((await refusalOf(renew(attempt(), first.refresh_token))).error_codes).toEqual([50173]);
  expect((await refusalOf(renew(attempt(), second.refresh_token))).error_codes).toEqual([50173]);
});

test('a renewal without offline_access replaces the refresh token, and a second use is noticed', async () => {
  const first = await signIn(attempt(), upn);
  const second = (await (await renew(attempt(), first.refresh_token, teamsScope)).json()) as Tokens;
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect((await refusalOf(renew(attempt(), first.refresh_token, teamsScope))).error_codes).toEqual([50173]);
  expect((await refusalOf(renew(attempt(), second.refresh_token, teamsScope))).error_codes).toEqual([50173]);
});

test('without offline_access there is no refresh token', async () => {
  const tokens = await signIn(attempt({ scope: `openid ${teamsScope}` }), upn);
  expect(tokens).not.toHaveProperty('refresh_token');
});

test('one refresh token may renew tokens of two APIs at the same time; later it counts as theft', async () => {
  const code = await codeOf({ scope: everything });
  const { refresh_token } = (await (await redeem(attempt(), code, signInScope)).json()) as Tokens;
  expect((await renew(attempt(), refresh_token, `${teamsScope} offline_access`)).status).toBe(200);
  expect((await renew(attempt(), refresh_token, `${apiScope} offline_access`)).status).toBe(200);
  harness.advance(11_000);
  expect((await refusalOf(renew(attempt(), refresh_token, 'User.Read'))).error_codes).toEqual([50173]);
});

test('refresh tokens expire 24 hours after the sign-in, however often they were replaced', async () => {
  const first = await signIn(attempt(), upn);
  harness.advance(23 * 3_600_000);
  const second = (await (await renew(attempt(), first.refresh_token)).json()) as Tokens;
  harness.advance(3_600_000);
  const refusal = await refusalOf(renew(attempt(), second.refresh_token));
  expect(refusal).toMatchObject({ error: 'invalid_grant', error_codes: [700084] });
});

test('without consent a refresh token gets invalid_grant with the suberror consent_required', async () => {
  const { refresh_token } = await signIn(attempt(), upn);
  const refusal = await refusalOf(renew(attempt(), refresh_token, 'User.Read'));
  expect(refusal).toMatchObject({
    error: 'invalid_grant',
    suberror: 'consent_required',
    error_codes: [65001],
  });
});

test('a refresh token stays good after a refused renewal', async () => {
  const { refresh_token } = await signIn(attempt(), upn);
  for (let attempts = 0; attempts < 2; attempts += 1) {
    const refusal = await refusalOf(renew(attempt(), refresh_token, 'User.Read offline_access'));
    expect(refusal.error_codes).toEqual([65001]);
  }
  expect((await renew(attempt(), refresh_token)).status).toBe(200);
});

test('without a scope the token is for the first resource of the sign-in', async () => {
  const code = await codeOf({ scope: `offline_access ${teamsScope} User.Read` });
  const first = await postToken(attempt(), {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const { access_token, refresh_token } = (await first.json()) as Tokens;
  expect(decodeJwt(access_token)).toMatchObject({ scp: 'Teams.ManageCalls' });
  const second = await postToken(attempt(), { grant_type: 'refresh_token', refresh_token });
  expect(decodeJwt(((await second.json()) as Tokens).access_token)).toMatchObject({
    scp: 'Teams.ManageCalls',
  });
  const third = postToken(attempt(), { grant_type: 'refresh_token', refresh_token });
  expect((await refusalOf(third)).error_codes).toEqual([50173]);
});

test('with openid alone the access token is for Graph’s user info', async () => {
  const tokens = await signIn(attempt({ scope: 'openid profile offline_access' }), upn);
  expect(decodeJwt(tokens.access_token)).toMatchObject({ aud: '00000003-0000-0000-c000-000000000000' });
});

test('openid-configuration names the tenant’s issuer, or a placeholder where the tenant is open', async () => {
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
