import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { createTestBrowser, visit } from '../testing/browser.ts';
import { contosoClientId, personOf, redirectUri, teamsScope } from '../testing/signIn.ts';
import { setUpEntra } from '../testing/withEntra.ts';

const entra = setUpEntra();
const { harness, open, pick, signIn, signInForCode, signInSilently } = entra;
const { redeem, renew, refuseCode, refuseRenewal } = entra;
const alice = 'alice@fabrikam.example';
const bob = 'bob@fabrikam.example';
const carol = 'carol@fabrikam.example';
const erin = 'erin@contoso.example';
/** A permission that needs an administrator. */
const adminScope = 'openid User.Read.All';
/** Switches on a condition: a fault, or another unusual behaviour. */
const setCondition = (condition: object) => harness.control('POST', 'conditions', condition);

test('Entra refuses the refresh token of a revoked sign-in, and the user must sign in again', async () => {
  const browser = createTestBrowser();
  const { refresh_token } = await signIn(alice, {}, browser);
  await harness.control('POST', 'revoke', { user: alice });
  const refusal = { error: 'invalid_grant', error_codes: [50173], suberror: 'bad_token' };
  expect(await refuseRenewal(refresh_token)).toMatchObject(refusal);
  expect((await signInSilently({}, browser)).get('error')).toBe('login_required');
  expect((await signIn(alice, {}, browser)).access_token).toBeTruthy();
});

test('Entra refuses a disabled account on the page, in a hidden frame and with a refresh token', async () => {
  const browser = createTestBrowser();
  const { refresh_token } = await signIn(alice, {}, browser);
  await setCondition({ user: alice, disabled: true });
  expect((await refuseRenewal(refresh_token)).error_codes).toEqual([50057]);
  expect((await signInSilently({}, browser)).get('error')).toBe('interaction_required');
  expect((await pick(alice)).text).toContain('AADSTS50057');
});

test('Entra asks for a second factor once, and refuses renewals with AADSTS50076 until the user confirms', async () => {
  const browser = createTestBrowser();
  const { refresh_token } = await signIn(alice, {}, browser);
  await setCondition({ user: alice, mfa: true });
  const refusal = { error_codes: [50076], suberror: 'basic_action' };
  expect(await refuseRenewal(refresh_token)).toMatchObject(refusal);
  expect((await signInSilently({}, browser)).get('error')).toBe('interaction_required');
  const page = await open({}, browser);
  expect(page.text).toContain('Verify your identity');
  const { redirect } = await page.press('answer', 'accept');
  const tokens = await redeem(redirect.get('code'));
  expect(decodeJwt(tokens.access_token)).toMatchObject({ amr: ['pwd', 'mfa'] });
  await renew(tokens.refresh_token);
  const refused = await (await pick(alice)).press('answer', 'cancel');
  expect(refused.redirect.get('error_description')).toMatch(/^AADSTS500121:/);
});

test('after the second factor the token has the authentication context that an API demands', async () => {
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
  const demanding = { extra: { claims }, tokenExtra: { claims } };
  const browser = createTestBrowser();
  const { refresh_token } = await signIn(alice, {}, browser);
  expect((await refuseRenewal(refresh_token, undefined, demanding)).error_codes).toEqual([50076]);
  const { redirect } = await (await open(demanding, browser)).press('answer', 'accept');
  const { access_token } = await redeem(redirect.get('code'), undefined, demanding);
  expect(decodeJwt(access_token)).toMatchObject({ acrs: ['c1'] });
});

test('an access token contains the capability cp1 only if the client has claimed it', async () => {
  const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } });
  const capable = await signIn(alice, { tokenExtra: { claims } });
  expect(decodeJwt(capable.access_token)).toMatchObject({ xms_cc: ['cp1'] });
  expect(decodeJwt((await signIn(alice)).access_token)).not.toHaveProperty('xms_cc');
});

test.each([
  ['forges the form of a consent', 'accept', /^AADSTS90094:/],
  ['returns without an approval', 'cancel', /^AADSTS65004:/],
])('a user who needs an administrator’s consent and %s is refused', async (_title, answer, description) => {
  const page = await pick(bob, { scope: adminScope });
  expect(page.text).toContain('AADSTS90094');
  expect(page.text).not.toContain('value="accept"');
  const { redirect } = await page.press('answer', answer);
  expect(redirect.get('error')).toBe('access_denied');
  expect(redirect.get('error_description')).toMatch(description);
  // A silent request says only that there is no consent.
  const { refresh_token } = await signIn(bob);
  const refusal = { error: 'invalid_grant', error_codes: [65001] };
  expect(await refuseRenewal(refresh_token, 'User.Read.All')).toMatchObject(refusal);
});

test('a user can play the administrator, whose consent holds for everyone in the tenant', async () => {
  const page = await pick(bob, { scope: adminScope });
  const { redirect } = await page.press('answer', 'acceptAsAdministrator');
  expect(redirect.get('code')).toBeTruthy();
  expect((await pick(carol, { scope: adminScope })).status).toBe(302);
});

test('the consents that the directory lists ask nobody, and are in every token of their API', async () => {
  const { refresh_token } = await signIn(bob);
  const graphScope = 'https://graph.microsoft.com/.default';
  const { access_token, scope } = await renew(refresh_token, graphScope);
  const names = ['Chat.Create', 'Presence.Read.All', 'User.Read', 'User.ReadBasic.All'];
  expect(String(decodeJwt(access_token).scp).split(' ').toSorted()).toEqual(names);
  expect(scope.split(' ').toSorted()).toEqual([...names, graphScope]);
});

test('an administrator who signs in can consent to permissions that need an administrator', async () => {
  expect((await signInForCode(alice, { scope: adminScope })).get('code')).toBeTruthy();
});

/** Opens the page on which an administrator consents for the whole tenant. */
const openAdminConsent = (tenant: string) => {
  const scope = `openid ${teamsScope}`;
  const query = { client_id: contosoClientId, redirect_uri: redirectUri, scope, state: 's' };
  const url = `${harness.emulator.url}/${tenant}/v2.0/adminconsent?${new URLSearchParams(query)}`;
  return visit(createTestBrowser(), url);
};

test('an administrator’s consent holds for all users of the tenant, and for no other tenant', async () => {
  await setCondition({ userConsent: 'nothing' });
  const answerAs = async (upn: string) =>
    (await openAdminConsent('organizations')).press('oid', personOf(upn).oid);
  expect((await answerAs(bob)).text).toContain('AADSTS90093');
  const cancelled = await (await openAdminConsent('organizations')).press('answer', 'cancel');
  expect(cancelled.location).toContain('error=access_denied');
  const { searchParams } = new URL((await answerAs(alice)).location ?? '');
  const answer = { admin_consent: 'True', tenant: personOf(alice).tid, state: 's' };
  expect(Object.fromEntries(searchParams)).toMatchObject(answer);
  // Erin, the administrator of another tenant, has not consented yet.
  expect([(await pick(bob)).status, (await pick(erin)).status]).toEqual([302, 200]);
});

test('an administrator cannot consent at the address of another tenant', async () => {
  await setCondition({ userConsent: 'nothing' });
  const answer = await (await openAdminConsent('fabrikam.example')).press('oid', personOf(erin).oid);
  expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('AADSTS50020')]);
  expect((await pick(erin)).status).toBe(200);
});

test('Entra refuses Teams permissions with AADSTS650052 if the tenant has no service principal of ACS', async () => {
  await setCondition({ noServicePrincipal: true });
  expect((await pick(alice)).text).toContain('AADSTS650052');
  expect((await pick(alice, { scope: 'openid User.Read' })).status).toBe(302);
});

test('Entra refuses with AADSTS9002326 the code of a page whose redirect URI is not registered for a SPA', async () => {
  const answer = await signInForCode(alice);
  await setCondition({ notSpa: true });
  const refusal = { error: 'invalid_request', error_codes: [9002326] };
  expect(await refuseCode(answer.get('code'))).toMatchObject(refusal);
});

test('a test can set the lifetime of access tokens for one user only', async () => {
  await setCondition({ user: alice, tokenLifetimeSeconds: 120 });
  // The default lifetime is 75 minutes.
  expect([(await signIn(alice)).expires_in, (await signIn(bob)).expires_in]).toEqual([120, 4500]);
});
