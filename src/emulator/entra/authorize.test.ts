import { expect, test } from 'vitest';
import { teams } from '../core/resources.ts';
import { createTestBrowser, visit } from '../testing/browser.ts';
import { buildAuthorizeUrl, fabrikamClientId, personOf, teamsScope } from '../testing/signIn.ts';
import { setUpEntra } from '../testing/withEntra.ts';

const { harness, open, pick, signInForCode, signInSilently } = setUpEntra();
const [alice, bob] = ['alice@fabrikam.example', 'bob@fabrikam.example'];

test('the account picker offers every person by UPN, but no bot (a person whom the emulator plays)', async () => {
  const { text } = await open();
  for (const name of ['alice@fabrikam', 'bob@fabrikam', 'carol@fabrikam', 'dave@fabrikam', 'erin@contoso'])
    expect(text).toContain(`${name}.example`);
  expect(text.match(/<button/g)).toHaveLength(5);
  expect(text).toContain('not Microsoft');
});

test('a sign-in redirects with code, state and client_info in the fragment', async () => {
  const answer = await signInForCode(alice);
  expect(answer.get('state')).toBe('the-state');
  expect(answer.get('code')).toBeTruthy();
  const { oid, tid } = personOf(alice);
  const info: unknown = JSON.parse(Buffer.from(answer.get('client_info') ?? '', 'base64url').toString());
  expect(info).toEqual({ uid: oid, utid: tid });
});

test('Entra asks each user for consent once per application, for several APIs together, and again for more', async () => {
  const browser = createTestBrowser();
  await signInForCode(alice, { scope: `openid ${teamsScope} User.Read` }, browser);
  for (const scope of [teamsScope, 'User.Read']) expect((await open({ scope }, browser)).status).toBe(302);
  const { text } = await open({ scope: `${teamsScope} Contacts.Read` }, browser);
  expect(text).toContain('Permissions requested');
  expect((await pick(bob)).text).toContain('Permissions requested');
});

test('a user who cancels the consent returns to the application with AADSTS65004', async () => {
  const { redirect } = await (await pick(alice)).press('answer', 'cancel');
  expect(redirect.get('error')).toBe('access_denied');
  expect(redirect.get('error_description')).toMatch(/^AADSTS65004:/);
  expect(redirect.get('state')).toBe('the-state');
});

test('a browser can send the form of a page only once', async () => {
  const page = await open();
  expect((await page.press('oid', personOf(alice).oid)).status).toBe(200);
  const second = await page.press('oid', personOf(alice).oid);
  expect([second.status, second.text]).toEqual([400, expect.stringContaining('AADSTS165000')]);
});

test('a hidden frame gets login_required if no user is signed in, and consent_required without consent', async () => {
  const browser = createTestBrowser();
  expect((await signInSilently({}, browser)).get('error')).toBe('login_required');
  await pick(alice, {}, browser);
  const answer = await signInSilently({}, browser);
  expect(answer.get('error')).toBe('consent_required');
  expect(answer.get('error_description')).toMatch(/^AADSTS65001:/);
});

test('in a browser with two accounts, a hidden frame gets a code only if it names one of the accounts, by UPN or by sid', async () => {
  const browser = createTestBrowser();
  const sid = (await signInForCode(alice, {}, browser)).get('session_state') ?? '';
  await signInForCode(bob, { extra: { prompt: 'select_account' } }, browser);
  expect((await signInSilently({}, browser)).get('error_description')).toMatch(/^AADSTS16000:/);
  expect((await signInSilently({ extra: { login_hint: alice } }, browser)).get('code')).toBeTruthy();
  expect((await signInSilently({ extra: { sid } }, browser)).get('session_state')).toBe(sid);
});

test('select_account and login show the picker even to a signed-in user, with the hinted account first', async () => {
  const browser = createTestBrowser();
  await signInForCode(alice, {}, browser);
  const carol = 'carol@fabrikam.example';
  for (const prompt of ['select_account', 'login']) {
    const { text } = await open({ extra: { prompt, login_hint: carol } }, browser);
    expect(/name="oid" value="([^"]+)"/.exec(text)?.[1]).toBe(personOf(carol).oid);
  }
  // A domain hint hides the accounts of other tenants.
  expect((await open({ extra: { domain_hint: 'contoso.example' } })).text).not.toContain(alice);
});

const otherRedirect = (redirect_uri: string) => ({ extra: { redirect_uri } });
const foreignApplication = { clientId: fabrikamClientId, tenant: 'contoso.example' };
test.each([
  ['a redirect URI with another path', otherRedirect('http://localhost:5173/redirect.html/'), 'AADSTS50011'],
  ['a redirect URI with another port', otherRedirect('http://localhost:5174/redirect.html'), 'AADSTS50011'],
  ['a redirect URI with another scheme', otherRedirect('javascript:alert(1)'), 'AADSTS50011'],
  ['an unknown application', { clientId: '11111111-1111-4111-8111-111111111111' }, 'AADSTS700016'],
  ['an unknown tenant', { tenant: 'nowhere.example' }, 'AADSTS90002'],
  ['a single-tenant application at organizations', { clientId: fabrikamClientId }, 'AADSTS50194'],
  ['a foreign single-tenant application', foreignApplication, 'AADSTS700016'],
  ['a request without client_id', { extra: { client_id: undefined } }, 'AADSTS900144'],
])('Entra shows an error page for %s, and does not redirect', async (_, overrides, code) => {
  const page = await open(overrides);
  expect([page.status, page.location]).toEqual([400, null]);
  expect(page.text).toContain(code);
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
  ['a permission of another API', { scope: `${teams.appId}/user_impersonation` }, 'AADSTS650053'],
  ['claims that are not JSON', { claims: '{' }, 'AADSTS50161'],
])('Entra answers a request with %s by a redirect with an error', async (_, extra, code) => {
  const { redirect } = await open({ extra });
  expect(redirect.get('error_description')?.split(':')[0]).toBe(code);
  expect(redirect.get('state')).toBe('the-state');
});

test('a user of another tenant gets AADSTS50020, and a link to pick another account', async () => {
  const browser = createTestBrowser();
  const overrides = { clientId: fabrikamClientId, tenant: 'fabrikam.example' };
  const { status, text } = await pick('erin@contoso.example', overrides, browser);
  expect(status).toBe(400);
  expect(text).toContain('AADSTS50020');
  const retryPath = /<a href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const picker = await visit(browser, `${harness.emulator.url}${retryPath}`);
  expect(picker.text).toContain('Pick an account');
});

test('/authorize accepts a POST', async () => {
  const [url = '', body = ''] = buildAuthorizeUrl({ url: harness.emulator.url }).split('?');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:5173' };
  const response = await fetch(url, { method: 'POST', headers, body });
  expect(await response.text()).toContain('Pick an account');
});

test('pages escape text from the request', async () => {
  const { text } = await open({ tenant: encodeURIComponent('<script>alert(1)</script>') });
  expect(text).not.toContain('<script>');
  expect(text).toContain('&lt;script&gt;');
});

test('signing out ends the Entra session, and redirects to registered addresses only', async () => {
  const browser = createTestBrowser();
  await signInForCode(alice, {}, browser);
  const signOut = (uri: string) => {
    const query = new URLSearchParams({ post_logout_redirect_uri: uri, state: 's' });
    return visit(browser, `${harness.emulator.url}/organizations/oauth2/v2.0/logout?${query}`);
  };
  expect((await signOut('http://evil.example/')).location).toBeNull();
  expect((await signOut('http://localhost:5173/')).location).toBe('http://localhost:5173/?state=s');
  expect((await signInSilently({}, browser)).get('error')).toBe('login_required');
});
