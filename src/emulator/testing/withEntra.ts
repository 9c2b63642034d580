import { expect } from 'vitest';
import { createTestBrowser, visit, type TestBrowser } from './browser.ts';
import {
  buildAuthorizeUrl,
  codeVerifier,
  personOf,
  pickAccountAndConsent,
  postToken,
  readTokens,
  redeemCode,
  redirectUri,
  renewTokens,
  signIn,
  signInScope,
  type SignInOptions,
} from './signIn.ts';
import { setUpEmulator } from './withEmulator.ts';

/** What differs from the default sign-in. */
type Overrides = Omit<SignInOptions, 'url'>;

/** Expects status 400. @returns the body of the refusal. */
export async function readRefusal(answer: Promise<Response>) {
  const response = await answer;
  const body: unknown = await response.json();
  expect(response.status).toBe(400);
  return body as { error: string; error_codes: number[]; error_description: string; suberror?: string };
}

/** Starts an emulator for each test of a file. @returns functions that sign people in at it. */
export function setUpEntra() {
  const harness = setUpEmulator();
  const createAttempt = (overrides: Overrides = {}) => ({ url: harness.emulator.url, ...overrides });
  const open = (overrides: Overrides = {}, browser = createTestBrowser()) =>
    visit(browser, buildAuthorizeUrl(createAttempt(overrides)));
  return {
    harness,
    /** Opens `/authorize`, where a sign-in begins. */
    open,
    /** Opens `/authorize`, and picks an account. */
    pick: async (upn: string, overrides: Overrides = {}, browser?: TestBrowser) =>
      (await open(overrides, browser)).press('oid', personOf(upn).oid),
    /** Opens `/authorize` with `prompt=none`, as MSAL does in a hidden frame. @returns the parameters of the redirect. */
    signInSilently: async (overrides: Overrides = {}, browser?: TestBrowser) =>
      (await open({ ...overrides, extra: { prompt: 'none', ...overrides.extra } }, browser)).redirect,
    /** Goes through all pages of a sign-in. @returns the parameters of the redirect, such as `code`. */
    signInForCode: (upn: string, overrides: Overrides = {}, browser = createTestBrowser()) =>
      pickAccountAndConsent(browser, createAttempt(overrides), upn),
    signIn: (upn: string, overrides: Overrides = {}, browser?: TestBrowser) =>
      signIn(createAttempt(overrides), upn, browser),
    redeem: (code: string | null, scope?: string, overrides: Overrides = {}) =>
      readTokens(redeemCode(createAttempt(overrides), code ?? '', scope)),
    renew: (refreshToken: string, scope?: string) =>
      readTokens(renewTokens(createAttempt(), refreshToken, scope)),
    /** @returns the body of the refusal of a token request. */
    refuse: (fields: Readonly<Record<string, string>>, overrides: Overrides = {}) =>
      readRefusal(postToken(createAttempt(overrides), { scope: signInScope, ...fields })),
    refuseCode: (code: string | null, fields: Readonly<Record<string, string>> = {}) =>
      readRefusal(
        postToken(createAttempt(), {
          grant_type: 'authorization_code',
          code: code ?? '',
          redirect_uri: redirectUri,
          code_verifier: codeVerifier,
          scope: signInScope,
          ...fields,
        }),
      ),
    refuseRenewal: (refreshToken: string, scope?: string, overrides: Overrides = {}) =>
      readRefusal(renewTokens(createAttempt(overrides), refreshToken, scope)),
  };
}
