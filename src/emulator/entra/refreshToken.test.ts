import { expect, test } from 'vitest';
import { createTestBrowser } from '../testing/browser.ts';
import { readRefusal } from '../testing/readRefusal.ts';
import {
  contosoClientId,
  pickAccountAndConsent,
  redeemCode,
  renewTokens,
  signIn,
  signInScope,
  teamsScope,
  type SignInOptions,
  type Tokens,
} from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();
const upn = 'alice@fabrikam.example';
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

test('each use replaces the refresh token, and a second use of the same token revokes its successors', async () => {
  const firstTokens = await signIn(createAttempt(), upn);
  const renewedTokens = (await (
    await renewTokens(createAttempt(), firstTokens.refresh_token)
  ).json()) as Tokens;
  expect(renewedTokens.refresh_token).not.toBe(firstTokens.refresh_token);
  expect((await readRefusal(renewTokens(createAttempt(), firstTokens.refresh_token))).error_codes).toEqual([
    50173,
  ]);
  expect((await readRefusal(renewTokens(createAttempt(), renewedTokens.refresh_token))).error_codes).toEqual([
    50173,
  ]);
});

test('a renewal without offline_access also replaces the refresh token, and a second use revokes the new one', async () => {
  const firstTokens = await signIn(createAttempt(), upn);
  const renewedTokens = (await (
    await renewTokens(createAttempt(), firstTokens.refresh_token, teamsScope)
  ).json()) as Tokens;
  expect(renewedTokens.refresh_token).not.toBe(firstTokens.refresh_token);
  expect(
    (await readRefusal(renewTokens(createAttempt(), firstTokens.refresh_token, teamsScope))).error_codes,
  ).toEqual([50173]);
  expect(
    (await readRefusal(renewTokens(createAttempt(), renewedTokens.refresh_token, teamsScope))).error_codes,
  ).toEqual([50173]);
});

test('a client that does not ask for offline_access gets no refresh token', async () => {
  const tokens = await signIn(createAttempt({ scope: `openid ${teamsScope}` }), upn);
  expect(tokens).not.toHaveProperty('refresh_token');
});

test('a client may use one refresh token for several APIs within ten seconds, but not later', async () => {
  const code = await signInForCode({ scope: scopesOfSeveralApis });
  const { refresh_token } = (await (await redeemCode(createAttempt(), code, signInScope)).json()) as Tokens;
  expect((await renewTokens(createAttempt(), refresh_token, `${teamsScope} offline_access`)).status).toBe(
    200,
  );
  expect((await renewTokens(createAttempt(), refresh_token, `${apiScope} offline_access`)).status).toBe(200);
  harness.advance(11_000);
  expect((await readRefusal(renewTokens(createAttempt(), refresh_token, 'User.Read'))).error_codes).toEqual([
    50173,
  ]);
});

test('refresh tokens expire 24 hours after the sign-in, however often they were replaced', async () => {
  const firstTokens = await signIn(createAttempt(), upn);
  harness.advance(23 * 3_600_000);
  const renewedTokens = (await (
    await renewTokens(createAttempt(), firstTokens.refresh_token)
  ).json()) as Tokens;
  harness.advance(3_600_000);
  const refusal = await readRefusal(renewTokens(createAttempt(), renewedTokens.refresh_token));
  expect(refusal).toMatchObject({ error: 'invalid_grant', error_codes: [700084] });
});

test('a renewal for a permission without consent gets invalid_grant with the suberror consent_required', async () => {
  const { refresh_token } = await signIn(createAttempt(), upn);
  const refusal = await readRefusal(renewTokens(createAttempt(), refresh_token, 'Contacts.Read'));
  expect(refusal).toMatchObject({
    error: 'invalid_grant',
    suberror: 'consent_required',
    error_codes: [65001],
  });
});

test('a refresh token stays valid after a refused renewal', async () => {
  const { refresh_token } = await signIn(createAttempt(), upn);
  for (let attempts = 0; attempts < 2; attempts += 1) {
    const refusal = await readRefusal(
      renewTokens(createAttempt(), refresh_token, 'Contacts.Read offline_access'),
    );
    expect(refusal.error_codes).toEqual([65001]);
  }
  expect((await renewTokens(createAttempt(), refresh_token)).status).toBe(200);
});
