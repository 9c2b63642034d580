import { expect, test } from 'vitest';
import { createTestBrowser } from '../testing/browser.ts';
import {
  answerOf,
  authorizeUrl,
  fabrikamApp,
  personOf,
  pickAndAccept,
  teamsScope,
  type Attempt,
} from '../testing/signIn.ts';
import { withEmulator } from '../testing/withEmulator.ts';

const harness = withEmulator();
const alice = 'alice@fabrikam.example';
const attempt = (rest: Omit<Attempt, 'url'> = {}): Attempt => ({ url: harness.emulator.url, ...rest });
const open = (rest: Omit<Attempt, 'url'> = {}, browser = createTestBrowser()) =>
  browser.get(authorizeUrl(attempt(rest)));

/** @returns the answer that a hidden frame gets. */
const silently = async (rest: Omit<Attempt, 'url'> = {}, browser = createTestBrowser()) =>
  answerOf(await open({ ...rest, extra: { prompt: 'none', ...rest.extra } }, browser));

test('the picker offers every person by UPN and no bot', async () => {
  const text = await (await open()).text();
  for (const name of ['alice@fabrikam', 'bob@fabrikam', 'carol@fabrikam', 'dave@fabrikam', 'erin@contoso']) {
    expect(text).toContain(`${name}.example`);
  }
  expect(text.match(/<button/g)).toHaveLength(5);
  expect(text).toContain('not Microsoft');
});

test('a sign-in redirects with code, state and client_info in the fragment', async () => {
  const answer = await pickAndAccept(createTestBrowser(), attempt(), alice);
  expect(answer.get('state')).toBe('the-state');
  expect(answer.get('code')).toBeTruthy();
  const { oid, tid } = personOf(alice);
  const info: unknown = JSON.parse(Buffer.from(answer.get('client_info') ?? '', 'base64url').toString());
  expect(info).toEqual({ uid: oid, utid: tid });
});

test('consent is asked for once per user and application, and again for further permissions', async () => {
  const browser = createTestBrowser();
  await pickAndAccept(browser, attempt(), alice);
  expect((await open({}, browser)).status).toBe(302);
  const more = await open({ scope: `${teamsScope} User.Read` }, browser);
  expect(await more.text()).toContain('Permissions requested');
  const bob = await open({}, createTestBrowser());
  expect(bob.status).toBe(200);
});

test('one consent covers several resources', async () => {
  const browser = createTestBrowser();
  await pickAndAccept(browser, attempt({ scope: `openid ${teamsScope} User.Read` }), alice);
  expect((await silently({ scope: 'User.Read' }, browser)).get('code')).toBeTruthy();
});

test('cancelling the consent tells the application AADSTS65004', async () => {
  const browser = createTestBrowser();
  const url = authorizeUrl(attempt());
  const picked = await browser.press(
    { url, text: await (await browser.get(url)).text() },
    { name: 'oid', value: personOf(alice).oid },
  );
  const cancelled = await browser.press(
    { url, text: await picked.text() },
    { name: 'answer', value: 'cancel' },
  );
  const answer = answerOf(cancelled);
  expect(answer.get('error')).toBe('access_denied');
  expect(answer.get('error_description')).toMatch(/^AADSTS65004:/);
  expect(answer.get('state')).toBe('the-state');
});

test('the form of a page can be sent once', async () => {
  const browser = createTestBrowser();
  const url = authorizeUrl(attempt());
  const page = { url, text: await (await browser.get(url)).text() };
  const button = { name: 'oid', value: personOf(alice).oid };
  expect((await browser.press(page, button)).status).toBe(200);
  const again = await browser.press(page, button);
  expect(again.status).toBe(400);
  expect(await again.text()).toContain('AADSTS165000');
});

test('a hidden frame gets login_required without a session, and consent_required without consent', async () => {
  expect((await silently()).get('error')).toBe('login_required');
  const browser = createTestBrowser();
  const url = authorizeUrl(attempt());
  await browser.press(
    { url, text: await (await browser.get(url)).text() },
    { name: 'oid', value: personOf(alice).oid },
  );
  const answer = await silently({}, browser);
  expect(answer.get('error')).toBe('consent_required');
  expect(answer.get('error_description')).toMatch(/^AADSTS65001:/);
});

test('with two accounts a hidden frame needs a hint, by UPN or by sid', async () => {
  const browser = createTestBrowser();
  const first = await pickAndAccept(browser, attempt(), alice);
  await pickAndAccept(browser, attempt({ extra: { prompt: 'select_account' } }), 'bob@fabrikam.example');
  expect((await silently({}, browser)).get('error_description')).toMatch(/^AADSTS16000:/);
  expect((await silently({ extra: { login_hint: alice } }, browser)).get('code')).toBeTruthy();
  const sid = first.get('session_state') ?? '';
  expect((await silently({ extra: { sid } }, browser)).get('session_state')).toBe(sid);
});

test('select_account and login show the picker despite a session, with the hinted account first', async () => {
  const browser = createTestBrowser();
  await pickAndAccept(browser, attempt(), alice);
  for (const prompt of ['select_account', 'login']) {
    const text = await (
      await open({ extra: { prompt, login_hint: 'carol@fabrikam.example' } }, browser)
    ).text();
    expect(/name="oid" value="([^"]+)"/.exec(text)?.[1]).toBe(personOf('carol@fabrikam.example').oid);
  }
  const domain = await (await open({ extra: { domain_hint: 'contoso.example' } })).text();
  expect(domain).not.toContain(alice);
});

test.each([
  ['another path', 'http://localhost:5173/redirect.html/'],
  ['another port', 'http://localhost:5174/redirect.html'],
  ['a query', 'http://localhost:5173/?x'],
  ['another host', 'http://127.0.0.1:5173/'],
  ['another scheme', 'javascript:alert(1)'],
])('a redirect URI with %s gets AADSTS50011 on a page and no redirect', async (_, redirect_uri) => {
  const response = await open({ extra: { redirect_uri } });
  expect(response.status).toBe(400);
  expect(response.headers.get('location')).toBeNull();
  expect(await response.text()).toContain('AADSTS50011');
});

test.each([
  [
    'an unknown application',
    { extra: { client_id: '11111111-1111-4111-8111-111111111111' } },
    'AADSTS700016',
  ],
  ['an unknown tenant', { tenant: 'nowhere.example' }, 'AADSTS90002'],
  ['a single-tenant application at organizations', { clientId: fabrikamApp }, 'AADSTS50194'],
  [
    'a single-tenant application in another tenant',
    { clientId: fabrikamApp, tenant: 'contoso.example' },
    'AADSTS700016',
  ],
  ['a missing client_id', { extra: { client_id: undefined } }, 'AADSTS900144'],
])('%s is refused on a page', async (_, rest, code) => {
  const response = await open(rest);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(code);
});

test.each([
  ['no PKCE', { code_challenge: undefined }, 'AADSTS9002325'],
  ['plain PKCE', { code_challenge_method: 'plain' }, 'AADSTS50147'],
  ['a short challenge', { code_challenge: 'short' }, 'AADSTS50147'],
  ['the implicit grant', { response_type: 'token' }, 'AADSTS700054'],
  ['form_post', { response_mode: 'form_post' }, 'AADSTS900971'],
  ['an unknown prompt', { prompt: 'always' }, 'AADSTS90023'],
  ['no scope', { scope: undefined }, 'AADSTS70011'],
  ['an unknown resource', { scope: 'https://elsewhere.example/Read' }, 'AADSTS500011'],
  ['an unknown permission', { scope: 'User.Fly' }, 'AADSTS650053'],
  ['claims that are not JSON', { claims: '{' }, 'AADSTS50161'],
])('%s is refused by redirect', async (_, extra, code) => {
  const answer = answerOf(await open({ extra }));
  expect(answer.get('error_description')?.split(':')[0]).toBe(code);
  expect(answer.get('state')).toBe('the-state');
});

test('a user of another tenant gets AADSTS50020, and a link to pick another account', async () => {
  const browser = createTestBrowser();
  const url = authorizeUrl(attempt({ clientId: fabrikamApp, tenant: 'fabrikam.example' }));
  const refused = await browser.press(
    { url, text: await (await browser.get(url)).text() },
    { name: 'oid', value: personOf('erin@contoso.example').oid },
  );
  expect(refused.status).toBe(400);
  const text = await refused.text();
  expect(text).toContain('AADSTS50020');
  const retry = /<a href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const again = await browser.get(`${harness.emulator.url}${retry}`);
  expect(await again.text()).toContain('Pick an account');
});

test('the request to /authorize may be a POST', async () => {
  const [url = '', query = ''] = authorizeUrl(attempt()).split('?');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:5173' },
    body: query,
  });
  expect(await response.text()).toContain('Pick an account');
});

test('pages escape text from the request', async () => {
  const response = await open({ tenant: encodeURIComponent('<script>alert(1)</script>') });
  const text = await response.text();
  expect(text).not.toContain('<script>');
  expect(text).toContain('&lt;script&gt;');
});

test('signing out ends the session, and redirects to registered addresses only', async () => {
  const browser = createTestBrowser();
  await pickAndAccept(browser, attempt(), alice);
  const logout = `${harness.emulator.url}/organizations/oauth2/v2.0/logout?post_logout_redirect_uri=`;
  const elsewhere = await browser.get(`${logout}${encodeURIComponent('http://evil.example/')}`);
  expect(elsewhere.headers.get('location')).toBeNull();
  const back = await browser.get(`${logout}${encodeURIComponent('http://localhost:5173/')}&state=s`);
  expect(back.headers.get('location')).toBe('http://localhost:5173/?state=s');
  expect((await silently({}, browser)).get('error')).toBe('login_required');
});
