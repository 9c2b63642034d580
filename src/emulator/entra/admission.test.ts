import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { createTestBrowser, type TestBrowser } from '../testing/browser.ts';
import {
  readRedirectParameters,
  buildAuthorizeUrl,
  contosoClientId,
  personOf,
  pickAccountAndConsent,
  redeemCode,
  redirectUri,
  renewTokens,
  signIn,
  teamsScope,
  type SignInOptions,
  type Tokens,
} from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();
const upn = 'alice@fabrikam.example';
/** Describes a sign-in at the running emulator. @param overrides what differs from the default sign-in. */
const createAttempt = (overrides: Omit<SignInOptions, 'url'> = {}): SignInOptions => ({
  url: harness.emulator.url,
  ...overrides,
});

/** Reads the body of a refused token request. */
const readError = async (response: Promise<Response>) =>
  (await (await response).json()) as { error: string; error_codes: number[]; suberror?: string };

/** Opens the sign-in page and picks an account. @returns the response: the next page, or a redirect. */
async function pickAccount(
  browser: TestBrowser,
  accountUpn: string,
  overrides: Omit<SignInOptions, 'url'> = {},
) {
  const url = buildAuthorizeUrl(createAttempt(overrides));
  const page = { url, text: await (await browser.get(url)).text() };
  const response = await browser.press(page, { name: 'oid', value: personOf(accountUpn).oid });
  return { url, response, text: await response.clone().text() };
}

test('when a sign-in is revoked, its refresh token is refused, and the user must sign in again', async () => {
  const browser = createTestBrowser();
  const { refresh_token } = await signIn(createAttempt(), upn, browser);
  await harness.control('POST', 'revoke', { user: upn });
  expect(await readError(renewTokens(createAttempt(), refresh_token))).toMatchObject({
    error: 'invalid_grant',
    error_codes: [50173],
    suberror: 'bad_token',
  });
  const hiddenFrameAnswer = readRedirectParameters(
    await browser.get(buildAuthorizeUrl(createAttempt({ extra: { prompt: 'none' } }))),
  );
  expect(hiddenFrameAnswer.get('error')).toBe('login_required');
  expect((await signIn(createAttempt(), upn, browser)).access_token).toBeTruthy();
});

test('a disabled account is refused on the page, in a hidden frame and with a refresh token', async () => {
  const browser = createTestBrowser();
  const { refresh_token } = await signIn(createAttempt(), upn, browser);
  // A condition is a fault, or another unusual behaviour, that a test switches on.
  await harness.control('POST', 'conditions', { user: upn, disabled: true });
  expect((await readError(renewTokens(createAttempt(), refresh_token))).error_codes).toEqual([50057]);
  const hiddenFrameAnswer = readRedirectParameters(
    await browser.get(buildAuthorizeUrl(createAttempt({ extra: { prompt: 'none' } }))),
  );
  expect(hiddenFrameAnswer.get('error')).toBe('interaction_required');
  expect((await pickAccount(createTestBrowser(), upn)).text).toContain('AADSTS50057');
});

test('Entra asks for a second factor once, and refuses renewals with AADSTS50076 until the user confirms', async () => {
  const browser = createTestBrowser();
  const { refresh_token } = await signIn(createAttempt(), upn, browser);
  await harness.control('POST', 'conditions', { user: upn, mfa: true });
  expect(await readError(renewTokens(createAttempt(), refresh_token))).toMatchObject({
    error_codes: [50076],
    suberror: 'basic_action',
  });
  const hiddenFrameAnswer = readRedirectParameters(
    await browser.get(buildAuthorizeUrl(createAttempt({ extra: { prompt: 'none' } }))),
  );
  expect(hiddenFrameAnswer.get('error')).toBe('interaction_required');
  const url = buildAuthorizeUrl(createAttempt());
  const page = { url, text: await (await browser.get(url)).text() };
  expect(page.text).toContain('Verify your identity');
  const approvedResponse = await browser.press(page, { name: 'answer', value: 'accept' });
  const tokens = (await (
    await redeemCode(createAttempt(), readRedirectParameters(approvedResponse).get('code') ?? '')
  ).json()) as Tokens;
  expect(decodeJwt(tokens.access_token)).toMatchObject({ amr: ['pwd', 'mfa'] });
  expect((await renewTokens(createAttempt(), tokens.refresh_token)).status).toBe(200);
});

test('a user who refuses the second factor is redirected with AADSTS500121', async () => {
  await harness.control('POST', 'conditions', { user: upn, mfa: true });
  const browser = createTestBrowser();
  const { url, text } = await pickAccount(browser, upn);
  const answer = readRedirectParameters(
    await browser.press({ url, text }, { name: 'answer', value: 'cancel' }),
  );
  expect(answer.get('error_description')).toMatch(/^AADSTS500121:/);
});

test('after the second factor the token has the authentication context that an API demands', async () => {
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
  const browser = createTestBrowser();
  const { refresh_token } = await signIn(createAttempt(), upn, browser);
  const demandingAttempt = createAttempt({ extra: { claims }, tokenExtra: { claims } });
  expect((await readError(renewTokens(demandingAttempt, refresh_token))).error_codes).toEqual([50076]);
  const url = buildAuthorizeUrl(demandingAttempt);
  const page = { url, text: await (await browser.get(url)).text() };
  const approvedResponse = await browser.press(page, { name: 'answer', value: 'accept' });
  const tokens = (await (
    await redeemCode(demandingAttempt, readRedirectParameters(approvedResponse).get('code') ?? '')
  ).json()) as Tokens;
  expect(decodeJwt(tokens.access_token)).toMatchObject({ acrs: ['c1'] });
});

test('an access token contains the capability cp1 only if the client has claimed it', async () => {
  const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } });
  const capableClientTokens = await signIn(createAttempt({ tokenExtra: { claims } }), upn);
  expect(decodeJwt(capableClientTokens.access_token)).toMatchObject({ xms_cc: ['cp1'] });
  expect(decodeJwt((await signIn(createAttempt(), upn)).access_token)).not.toHaveProperty('xms_cc');
});

test('a user who needs an administrator’s consent gets an explanation, and cannot consent with a forged form', async () => {
  const browser = createTestBrowser();
  const { url, text } = await pickAccount(browser, 'bob@fabrikam.example', { scope: 'openid User.Read.All' });
  expect(text).toContain('AADSTS90094');
  expect(text).not.toContain('value="accept"');
  const answer = readRedirectParameters(
    await browser.press({ url, text }, { name: 'answer', value: 'accept' }),
  );
  expect(answer.get('error')).toBe('access_denied');
  expect(answer.get('error_description')).toMatch(/^AADSTS90094:/);
});

test('a user can play the administrator, whose consent holds for everyone in the tenant', async () => {
  const scope = 'openid User.Read.All';
  const browser = createTestBrowser();
  const page = await pickAccount(browser, 'bob@fabrikam.example', { scope });
  const pressed = await browser.press(page, { name: 'answer', value: 'acceptAsAdministrator' });
  expect(readRedirectParameters(pressed).get('code')).toBeTruthy();
  expect((await pickAccount(createTestBrowser(), 'carol@fabrikam.example', { scope })).response.status).toBe(
    302,
  );
});

test('a user who returns from that page without an approval has declined, and a silent request says no more', async () => {
  const browser = createTestBrowser();
  const page = await pickAccount(browser, 'bob@fabrikam.example', { scope: 'openid User.Read.All' });
  const declined = readRedirectParameters(await browser.press(page, { name: 'answer', value: 'cancel' }));
  expect(declined.get('error')).toBe('access_denied');
  expect(declined.get('error_description')).toMatch(/^AADSTS65004:/);
  const { refresh_token } = await signIn(createAttempt(), 'bob@fabrikam.example');
  expect(await readError(renewTokens(createAttempt(), refresh_token, 'User.Read.All'))).toMatchObject({
    error: 'invalid_grant',
    error_codes: [65001],
  });
});

test('the directory’s consents of administrators ask nobody, and are in every token of their API', async () => {
  const { refresh_token } = await signIn(createAttempt(), 'bob@fabrikam.example');
  const graphScope = 'https://graph.microsoft.com/.default';
  const response = await renewTokens(createAttempt(), refresh_token, graphScope);
  const { access_token, scope } = (await response.json()) as Tokens;
  const names = ['Chat.Create', 'Presence.Read.All', 'User.Read', 'User.ReadBasic.All'];
  expect(String(decodeJwt(access_token).scp).split(' ').toSorted()).toEqual(names);
  expect(scope.split(' ').toSorted()).toEqual([...names, graphScope]);
});

test('an administrator who signs in can consent to permissions that need an administrator', async () => {
  const attempt = createAttempt({ scope: 'openid User.Read.All' });
  const answer = await pickAccountAndConsent(createTestBrowser(), attempt, upn);
  expect(answer.get('code')).toBeTruthy();
});

test('an administrator’s consent holds for all users of the tenant, and for no other tenant', async () => {
  await harness.control('POST', 'conditions', { userConsent: 'nothing' });
  const parameters = {
    client_id: contosoClientId,
    redirect_uri: redirectUri,
    scope: `openid ${teamsScope}`,
    state: 's',
  };
  const url = `${harness.emulator.url}/organizations/v2.0/adminconsent?${new URLSearchParams(parameters)}`;
  const browser = createTestBrowser();
  const openPage = async () => ({ url, text: await (await browser.get(url)).text() });

  const bobsResponse = await browser.press(await openPage(), {
    name: 'oid',
    value: personOf('bob@fabrikam.example').oid,
  });
  expect(await bobsResponse.text()).toContain('AADSTS90093');
  const cancelledResponse = await browser.press(await openPage(), { name: 'answer', value: 'cancel' });
  expect(cancelledResponse.headers.get('location')).toContain('error=access_denied');
  const alicesResponse = await browser.press(await openPage(), { name: 'oid', value: personOf(upn).oid });
  const location = new URL(alicesResponse.headers.get('location') ?? '');
  expect(Object.fromEntries(location.searchParams)).toMatchObject({
    admin_consent: 'True',
    tenant: personOf(upn).tid,
    state: 's',
  });
  expect((await pickAccount(createTestBrowser(), 'bob@fabrikam.example')).response.status).toBe(302);
  // Erin, the administrator of another tenant, has not consented yet.
  expect((await pickAccount(createTestBrowser(), 'erin@contoso.example')).response.status).toBe(200);
});

test('an administrator cannot consent at the address of another tenant', async () => {
  await harness.control('POST', 'conditions', { userConsent: 'nothing' });
  const scope = `openid ${teamsScope}`;
  const parameters = new URLSearchParams({ client_id: contosoClientId, redirect_uri: redirectUri, scope });
  const url = `${harness.emulator.url}/fabrikam.example/v2.0/adminconsent?${parameters}`;
  const browser = createTestBrowser();
  const page = { url, text: await (await browser.get(url)).text() };
  const erin = personOf('erin@contoso.example');
  const answer = await browser.press(page, { name: 'oid', value: erin.oid });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('AADSTS50020')]);
  expect((await pickAccount(createTestBrowser(), erin.upn)).response.status).toBe(200);
});

test('if a tenant has no service principal of ACS, Entra refuses Teams permissions with AADSTS650052', async () => {
  await harness.control('POST', 'conditions', { noServicePrincipal: true });
  expect((await pickAccount(createTestBrowser(), upn)).text).toContain('AADSTS650052');
  const { response } = await pickAccount(createTestBrowser(), upn, { scope: 'openid User.Read' });
  expect(response.status).toBe(302);
});

test('a page whose redirect URI is not registered for a SPA cannot redeem a code, and gets AADSTS9002326', async () => {
  const answer = await pickAccountAndConsent(createTestBrowser(), createAttempt(), upn);
  await harness.control('POST', 'conditions', { notSpa: true });
  const refusal = await readError(redeemCode(createAttempt(), answer.get('code') ?? ''));
  expect(refusal).toMatchObject({ error: 'invalid_request', error_codes: [9002326] });
});

test('a test can set the lifetime of access tokens for one user only', async () => {
  await harness.control('POST', 'conditions', { user: upn, tokenLifetimeSeconds: 120 });
  expect((await signIn(createAttempt(), upn)).expires_in).toBe(120);
  // The default lifetime is 75 minutes.
  expect((await signIn(createAttempt(), 'bob@fabrikam.example')).expires_in).toBe(4500);
});
