import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { createTestBrowser, type TestBrowser } from '../testing/browser.ts';
import {
  answerOf,
  authorizeUrl,
  contosoApp,
  personOf,
  pickAndAccept,
  redeem,
  redirectUri,
  renew,
  signIn,
  teamsScope,
  type Attempt,
  type Tokens,
} from '../testing/signIn.ts';
import { withEmulator } from '../testing/withEmulator.ts';

const harness = withEmulator();
const upn = 'alice@fabrikam.example';
const attempt = (rest: Omit<Attempt, 'url'> = {}): Attempt => ({ url: harness.emulator.url, ...rest });

const errorOf = async (response: Promise<Response>) =>
  (await (await response).json()) as { error: string; error_codes: number[]; suberror?: string };

/** @returns the page, or the answer by redirect, after picking an account. */
async function pick(browser: TestBrowser, name: string, rest: Omit<Attempt, 'url'> = {}) {
  const url = authorizeUrl(attempt(rest));
  const page = { url, text: await (await browser.get(url)).text() };
  const response = await browser.press(page, { name: 'oid', value: personOf(name).oid });
  return { url, response, text: await response.clone().text() };
}

test('a revoked sign-in renews no token, and its browser must sign in again', async () => {
  const browser = createTestBrowser();
  const { refresh_token } = await signIn(attempt(), upn, browser);
  await harness.control('POST', 'revoke', { user: upn });
  expect(await errorOf(renew(attempt(), refresh_token))).toMatchObject({
    error: 'invalid_grant',
    error_codes: [50173],
    suberror: 'bad_token',
  });
  const silent = answerOf(await browser.get(authorizeUrl(attempt({ extra: { prompt: 'none' } }))));
  expect(silent.get('error')).toBe('login_required');
  expect((await signIn(attempt(), upn, browser)).access_token).toBeTruthy();
});

test('a disabled account is refused on the page, in a hidden frame and with a refresh token', async () => {
  const browser = createTestBrowser();
  const { refresh_token } = await signIn(attempt(), upn, browser);
  await harness.control('POST', 'conditions', { user: upn, disabled: true });
  expect((await errorOf(renew(attempt(), refresh_token))).error_codes).toEqual([50057]);
  const silent = answerOf(await browser.get(authorizeUrl(attempt({ extra: { prompt: 'none' } }))));
  expect(silent.get('error')).toBe('interaction_required');
  expect((await pick(createTestBrowser(), upn)).text).toContain('AADSTS50057');
});

test('a second factor is asked for once; until then renewals fail with AADSTS50076', async () => {
  const browser = createTestBrowser();
  const { refresh_token } = await signIn(attempt(), upn, browser);
  await harness.control('POST', 'conditions', { user: upn, mfa: true });
  expect(await errorOf(renew(attempt(), refresh_token))).toMatchObject({
    error_codes: [50076],
    suberror: 'basic_action',
  });
  const silent = answerOf(await browser.get(authorizeUrl(attempt({ extra: { prompt: 'none' } }))));
  expect(silent.get('error')).toBe('interaction_required');
  const url = authorizeUrl(attempt());
  const page = { url, text: await (await browser.get(url)).text() };
  expect(page.text).toContain('Verify your identity');
  const approved = await browser.press(page, { name: 'answer', value: 'accept' });
  const tokens = (await (await redeem(attempt(), answerOf(approved).get('code') ?? '')).json()) as Tokens;
  expect(decodeJwt(tokens.access_token)).toMatchObject({ amr: ['pwd', 'mfa'] });
  expect((await renew(attempt(), tokens.refresh_token)).status).toBe(200);
});

test('refusing the second factor redirects with AADSTS500121', async () => {
  await harness.control('POST', 'conditions', { user: upn, mfa: true });
  const browser = createTestBrowser();
  const { url, text } = await pick(browser, upn);
  const answer = answerOf(await browser.press({ url, text }, { name: 'answer', value: 'cancel' }));
  expect(answer.get('error_description')).toMatch(/^AADSTS500121:/);
});

test('after the second factor the token has the authentication context that an API demands', async () => {
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
  const browser = createTestBrowser();
  const { refresh_token } = await signIn(attempt(), upn, browser);
  const demanding = attempt({ extra: { claims }, tokenExtra: { claims } });
  expect((await errorOf(renew(demanding, refresh_token))).error_codes).toEqual([50076]);
  const url = authorizeUrl(demanding);
  const page = { url, text: await (await browser.get(url)).text() };
  const approved = await browser.press(page, { name: 'answer', value: 'accept' });
  const tokens = (await (await redeem(demanding, answerOf(approved).get('code') ?? '')).json()) as Tokens;
  expect(decodeJwt(tokens.access_token)).toMatchObject({ acrs: ['c1'] });
});

test('only tokens of clients with cp1 carry it', async () => {
  const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } });
  const able = await signIn(attempt({ tokenExtra: { claims } }), upn);
  expect(decodeJwt(able.access_token)).toMatchObject({ xms_cc: ['cp1'] });
  expect(decodeJwt((await signIn(attempt(), upn)).access_token)).not.toHaveProperty('xms_cc');
});

test('a permission for administrators gets an explanation, and a forged post does not grant it', async () => {
  const browser = createTestBrowser();
  const { url, text } = await pick(browser, 'bob@fabrikam.example', { scope: 'openid User.Read.All' });
  expect(text).toContain('AADSTS90094');
  expect(text).not.toContain('value="accept"');
  const answer = answerOf(await browser.press({ url, text }, { name: 'answer', value: 'accept' }));
  expect(answer.get('error')).toBe('access_denied');
  expect(answer.get('error_description')).toMatch(/^AADSTS90094:/);
});

test('an administrator’s consent holds for all users of the tenant, and for no other tenant', async () => {
  await harness.control('POST', 'conditions', { adminConsentOnly: true });
  const parameters = {
    client_id: contosoApp,
    redirect_uri: redirectUri,
    scope: `openid ${teamsScope}`,
    state: 's',
  };
  const url = `${harness.emulator.url}/organizations/v2.0/adminconsent?${new URLSearchParams(parameters)}`;
  const browser = createTestBrowser();
  const open = async () => ({ url, text: await (await browser.get(url)).text() });

  const bob = await browser.press(await open(), { name: 'oid', value: personOf('bob@fabrikam.example').oid });
  expect(await bob.text()).toContain('AADSTS900941');
  const cancelled = await browser.press(await open(), { name: 'answer', value: 'cancel' });
  expect(cancelled.headers.get('location')).toContain('error=access_denied');
  const alice = await browser.press(await open(), { name: 'oid', value: personOf(upn).oid });
  const location = new URL(alice.headers.get('location') ?? '');
  expect(Object.fromEntries(location.searchParams)).toMatchObject({
    admin_consent: 'True',
    tenant: personOf(upn).tid,
    state: 's',
  });
  expect((await pick(createTestBrowser(), 'bob@fabrikam.example')).response.status).toBe(302);
  expect((await pick(createTestBrowser(), 'erin@contoso.example')).text).toContain('AADSTS90094');
});

test('an administrator cannot consent at another tenant’s address', async () => {
  await harness.control('POST', 'conditions', { adminConsentOnly: true });
  const scope = `openid ${teamsScope}`;
  const parameters = new URLSearchParams({ client_id: contosoApp, redirect_uri: redirectUri, scope });
  const url = `${harness.emulator.url}/fabrikam.example/v2.0/adminconsent?${parameters}`;
  const browser = createTestBrowser();
  const page = { url, text: await (await browser.get(url)).text() };
  const erin = personOf('erin@contoso.example');
  const answer = await browser.press(page, { name: 'oid', value: erin.oid });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('AADSTS50020')]);
  expect((await pick(createTestBrowser(), erin.upn)).text).toContain('AADSTS90094');
});

test('a tenant without ACS’s service principal gets AADSTS650052 for Teams calls only', async () => {
  await harness.control('POST', 'conditions', { noServicePrincipal: true });
  expect((await pick(createTestBrowser(), upn)).text).toContain('AADSTS650052');
  expect((await pick(createTestBrowser(), upn, { scope: 'openid User.Read' })).response.status).toBe(200);
});

test('a redirect URI that is not registered for a SPA gets AADSTS9002326 from a page', async () => {
  const answer = await pickAndAccept(createTestBrowser(), attempt(), upn);
  await harness.control('POST', 'conditions', { notSpa: true });
  const refused = await errorOf(redeem(attempt(), answer.get('code') ?? ''));
  expect(refused).toMatchObject({ error: 'invalid_request', error_codes: [9002326] });
});

test('the lifetime of access tokens can be set for one person', async () => {
  await harness.control('POST', 'conditions', { user: upn, tokenLifetimeSeconds: 120 });
  expect((await signIn(attempt(), upn)).expires_in).toBe(120);
  expect((await signIn(attempt(), 'bob@fabrikam.example')).expires_in).toBe(4500);
});
