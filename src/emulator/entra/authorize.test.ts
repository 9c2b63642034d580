import { expect, test } from 'vitest';
import { createTestBrowser } from '../testing/browser.ts';
import {
  readRedirectParameters,
  buildAuthorizeUrl,
  fabrikamClientId,
  personOf,
  pickAccountAndConsent,
  teamsScope,
  type SignInOptions,
} from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();
const alice = 'alice@fabrikam.example';
/** Describes a sign-in at the running emulator. @param overrides what differs from the default sign-in. */
const createAttempt = (overrides: Omit<SignInOptions, 'url'> = {}): SignInOptions => ({
  url: harness.emulator.url,
  ...overrides,
});
/** Opens `/authorize`, where a sign-in begins. */
const openSignIn = (overrides: Omit<SignInOptions, 'url'> = {}, browser = createTestBrowser()) =>
  browser.get(buildAuthorizeUrl(createAttempt(overrides)));

/** Signs in with `prompt=none`, as MSAL does in a hidden frame. @returns the parameters of the redirect. */
const signInSilently = async (overrides: Omit<SignInOptions, 'url'> = {}, browser = createTestBrowser()) =>
  readRedirectParameters(
    await openSignIn({ ...overrides, extra: { prompt: 'none', ...overrides.extra } }, browser),
  );

test('the account picker offers every person by UPN, but no bot (a person whom the emulator plays)', async () => {
  const text = await (await openSignIn()).text();
  for (const name of ['alice@fabrikam', 'bob@fabrikam', 'carol@fabrikam', 'dave@fabrikam', 'erin@contoso']) {
    expect(text).toContain(`${name}.example`);
  }
  expect(text.match(/<button/g)).toHaveLength(5);
  expect(text).toContain('not Microsoft');
});

test('a sign-in redirects with code, state and client_info in the fragment', async () => {
  const answer = await pickAccountAndConsent(createTestBrowser(), createAttempt(), alice);
  expect(answer.get('state')).toBe('the-state');
  expect(answer.get('code')).toBeTruthy();
  const { oid, tid } = personOf(alice);
  const info: unknown = JSON.parse(Buffer.from(answer.get('client_info') ?? '', 'base64url').toString());
  expect(info).toEqual({ uid: oid, utid: tid });
});

test('Entra asks each user for consent once per application, and again for further permissions', async () => {
  const browser = createTestBrowser();
  await pickAccountAndConsent(browser, createAttempt(), alice);
  expect((await openSignIn({}, browser)).status).toBe(302);
  const secondScopeResponse = await openSignIn({ scope: `${teamsScope} Contacts.Read` }, browser);
  expect(await secondScopeResponse.text()).toContain('Permissions requested');
  const bobsResponse = await openSignIn({}, createTestBrowser());
  expect(bobsResponse.status).toBe(200);
});

test('one consent covers several resources', async () => {
  const browser = createTestBrowser();
  await pickAccountAndConsent(browser, createAttempt({ scope: `openid ${teamsScope} User.Read` }), alice);
  expect((await signInSilently({ scope: 'User.Read' }, browser)).get('code')).toBeTruthy();
});

test('a user who cancels the consent returns to the application with AADSTS65004', async () => {
  const browser = createTestBrowser();
  const url = buildAuthorizeUrl(createAttempt());
  const consentPageResponse = await browser.press(
    { url, text: await (await browser.get(url)).text() },
    { name: 'oid', value: personOf(alice).oid },
  );
  const cancelledResponse = await browser.press(
    { url, text: await consentPageResponse.text() },
    { name: 'answer', value: 'cancel' },
  );
  const answer = readRedirectParameters(cancelledResponse);
  expect(answer.get('error')).toBe('access_denied');
  expect(answer.get('error_description')).toMatch(/^AADSTS65004:/);
  expect(answer.get('state')).toBe('the-state');
});

test('a browser can send the form of a page only once', async () => {
  const browser = createTestBrowser();
  const url = buildAuthorizeUrl(createAttempt());
  const page = { url, text: await (await browser.get(url)).text() };
  const button = { name: 'oid', value: personOf(alice).oid };
  expect((await browser.press(page, button)).status).toBe(200);
  const secondResponse = await browser.press(page, button);
  expect(secondResponse.status).toBe(400);
  expect(await secondResponse.text()).toContain('AADSTS165000');
});

test('a hidden frame gets login_required if no user is signed in, and consent_required without consent', async () => {
  expect((await signInSilently()).get('error')).toBe('login_required');
  const browser = createTestBrowser();
  const url = buildAuthorizeUrl(createAttempt());
  await browser.press(
    { url, text: await (await browser.get(url)).text() },
    { name: 'oid', value: personOf(alice).oid },
  );
  const answer = await signInSilently({}, browser);
  expect(answer.get('error')).toBe('consent_required');
  expect(answer.get('error_description')).toMatch(/^AADSTS65001:/);
});

test('in a browser with two accounts, a hidden frame gets a code only if it names one of the accounts, by UPN or by sid', async () => {
  const browser = createTestBrowser();
  const aliceAnswer = await pickAccountAndConsent(browser, createAttempt(), alice);
  await pickAccountAndConsent(
    browser,
    createAttempt({ extra: { prompt: 'select_account' } }),
    'bob@fabrikam.example',
  );
  expect((await signInSilently({}, browser)).get('error_description')).toMatch(/^AADSTS16000:/);
  expect((await signInSilently({ extra: { login_hint: alice } }, browser)).get('code')).toBeTruthy();
  const sid = aliceAnswer.get('session_state') ?? '';
  expect((await signInSilently({ extra: { sid } }, browser)).get('session_state')).toBe(sid);
});

test('select_account and login show the picker even to a signed-in user, with the hinted account first', async () => {
  const browser = createTestBrowser();
  await pickAccountAndConsent(browser, createAttempt(), alice);
  for (const prompt of ['select_account', 'login']) {
    const text = await (
      await openSignIn({ extra: { prompt, login_hint: 'carol@fabrikam.example' } }, browser)
    ).text();
    expect(/name="oid" value="([^"]+)"/.exec(text)?.[1]).toBe(personOf('carol@fabrikam.example').oid);
  }
  // A domain hint hides the accounts of other tenants.
  const contosoPicker = await (await openSignIn({ extra: { domain_hint: 'contoso.example' } })).text();
  expect(contosoPicker).not.toContain(alice);
});

test.each([
  ['another path', 'http://localhost:5173/redirect.html/'],
  ['another port', 'http://localhost:5174/redirect.html'],
  ['a query', 'http://localhost:5173/?x'],
  ['another host', 'http://127.0.0.1:5173/'],
  ['another scheme', 'javascript:alert(1)'],
])(
  'a redirect URI with %s leads to an error page with AADSTS50011, and not to a redirect',
  async (_, redirect_uri) => {
    const response = await openSignIn({ extra: { redirect_uri } });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain('AADSTS50011');
  },
);

test.each([
  [
    'an unknown application',
    { extra: { client_id: '11111111-1111-4111-8111-111111111111' } },
    'AADSTS700016',
  ],
  ['an unknown tenant', { tenant: 'nowhere.example' }, 'AADSTS90002'],
  ['a single-tenant application at organizations', { clientId: fabrikamClientId }, 'AADSTS50194'],
  [
    'a single-tenant application in another tenant',
    { clientId: fabrikamClientId, tenant: 'contoso.example' },
    'AADSTS700016',
  ],
  ['a request without client_id', { extra: { client_id: undefined } }, 'AADSTS900144'],
])('Entra shows an error page for %s', async (_, overrides, code) => {
  const response = await openSignIn(overrides);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(code);
});

test.each([
  ['no PKCE', { code_challenge: undefined }, 'AADSTS9002325'],
  ['plain PKCE', { code_challenge_method: 'plain' }, 'AADSTS50147'],
  ['a short challenge', { code_challenge: 'short' }, 'AADSTS50147'],
  ['a response_type of the implicit grant', { response_type: 'token' }, 'AADSTS700054'],
  ['the response_mode form_post', { response_mode: 'form_post' }, 'AADSTS900971'],
  ['an unknown prompt', { prompt: 'always' }, 'AADSTS90023'],
  ['no scope', { scope: undefined }, 'AADSTS70011'],
  ['an unknown resource', { scope: 'https://elsewhere.example/Read' }, 'AADSTS500011'],
  ['an unknown permission', { scope: 'User.Fly' }, 'AADSTS650053'],
  [
    'a permission of another ACS application',
    { scope: '1fd5118e-2576-4263-8130-9503064c837a/user_impersonation' },
    'AADSTS650053',
  ],
  ['claims that are not JSON', { claims: '{' }, 'AADSTS50161'],
])('Entra answers a request with %s by a redirect with an error', async (_, extra, code) => {
  const answer = readRedirectParameters(await openSignIn({ extra }));
  expect(answer.get('error_description')?.split(':')[0]).toBe(code);
  expect(answer.get('state')).toBe('the-state');
});

test('a user of another tenant gets AADSTS50020, and a link to pick another account', async () => {
  const browser = createTestBrowser();
  const url = buildAuthorizeUrl(createAttempt({ clientId: fabrikamClientId, tenant: 'fabrikam.example' }));
  const refusedResponse = await browser.press(
    { url, text: await (await browser.get(url)).text() },
    { name: 'oid', value: personOf('erin@contoso.example').oid },
  );
  expect(refusedResponse.status).toBe(400);
  const text = await refusedResponse.text();
  expect(text).toContain('AADSTS50020');
  const retryPath = /<a href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const pickerResponse = await browser.get(`${harness.emulator.url}${retryPath}`);
  expect(await pickerResponse.text()).toContain('Pick an account');
});

test('/authorize accepts a POST', async () => {
  const [url = '', query = ''] = buildAuthorizeUrl(createAttempt()).split('?');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:5173' },
    body: query,
  });
  expect(await response.text()).toContain('Pick an account');
});

test('pages escape text from the request', async () => {
  const response = await openSignIn({ tenant: encodeURIComponent('<script>alert(1)</script>') });
  const text = await response.text();
  expect(text).not.toContain('<script>');
  expect(text).toContain('&lt;script&gt;');
});

test('signing out ends the Entra session, and redirects to registered addresses only', async () => {
  const browser = createTestBrowser();
  await pickAccountAndConsent(browser, createAttempt(), alice);
  const logout = `${harness.emulator.url}/organizations/oauth2/v2.0/logout?post_logout_redirect_uri=`;
  const foreignResponse = await browser.get(`${logout}${encodeURIComponent('http://evil.example/')}`);
  expect(foreignResponse.headers.get('location')).toBeNull();
  const registeredResponse = await browser.get(
    `${logout}${encodeURIComponent('http://localhost:5173/')}&state=s`,
  );
  expect(registeredResponse.headers.get('location')).toBe('http://localhost:5173/?state=s');
  expect((await signInSilently({}, browser)).get('error')).toBe('login_required');
});
