import { createHash, randomBytes } from 'node:crypto';
import type { Person } from '../core/people.ts';
import { teamsScopes } from '../../contract/teamsPermissions.ts';
import { findPerson } from './directory.ts';
import { createTestBrowser, visit, type TestBrowser } from './browser.ts';

export const fabrikamClientId = 'fa000000-0000-4000-8000-0000000000fa';
export const contosoClientId = 'ca000000-0000-4000-8000-0000000000ca';
export const redirectUri = 'http://localhost:5173/redirect.html';
/** The scopes of a Teams token, as one value for the parameter `scope`. */
export const teamsScope = teamsScopes.join(' ');

/** Options of a sign-in at the emulated Entra. All options but `url` have defaults, with which the sign-in succeeds. */
export interface SignInOptions {
  readonly url: string;
  readonly tenant?: string;
  readonly clientId?: string;
  readonly scope?: string;
  /** Parameters that replace the default ones of `/authorize`, or are added. The value `undefined` removes a parameter. */
  readonly extra?: Readonly<Record<string, string | undefined>>;
  /** Fields that are added to requests to `/token`. */
  readonly tokenExtra?: Readonly<Record<string, string>>;
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly client_info: string;
  readonly scope: string;
  readonly expires_in: number;
}

export const signInScope = `openid profile offline_access ${teamsScope}`;
/** The code verifier of PKCE, from which the code challenge is made. */
export const codeVerifier = randomBytes(32).toString('base64url');
const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');

export function buildAuthorizeUrl({
  url,
  tenant = 'organizations',
  clientId = contosoClientId,
  scope = signInScope,
  extra = {},
}: SignInOptions): string {
  const parameters = {
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    response_mode: 'fragment',
    scope,
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    ...extra,
  };
  const query = new URLSearchParams(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return `${url}/${tenant}/oauth2/v2.0/authorize?${query}`;
}

export function personOf(upn: string): Person {
  const person = findPerson(upn);
  if (!person) throw new Error(`No ${upn} in the default directory.`);
  return person;
}

/**
 * Goes through the pages of a sign-in: picks the account, and accepts if a page asks for consent, also as an administrator.
 * @returns the parameters of the redirect to the app.
 */
export async function pickAccountAndConsent(browser: TestBrowser, attempt: SignInOptions, upn: string) {
  let page = await visit(browser, buildAuthorizeUrl(attempt));
  // The status 200 means a page with a question. After the last page, the answer is a redirect.
  if (page.status === 200) page = await page.press('oid', personOf(upn).oid);
  if (page.status === 200) {
    const value = page.text.includes('acceptAsAdministrator') ? 'acceptAsAdministrator' : 'accept';
    page = await page.press('answer', value);
  }
  return page.redirect;
}

export function postToken(
  { url, tenant = 'organizations', clientId = contosoClientId, tokenExtra }: SignInOptions,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  return fetch(`${url}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { origin: 'http://localhost:5173' },
    body: new URLSearchParams({ client_id: clientId, ...tokenExtra, ...fields }),
  });
}

export function redeemCode(attempt: SignInOptions, code: string, scope = attempt.scope ?? signInScope) {
  return postToken(attempt, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
    scope,
  });
}

export function renewTokens(
  attempt: SignInOptions,
  refreshToken: string,
  scope = attempt.scope ?? signInScope,
) {
  return postToken(attempt, { grant_type: 'refresh_token', refresh_token: refreshToken, scope });
}

/** Signs a user in, and redeems the code for tokens. */
export async function signIn(attempt: SignInOptions, upn: string, browser = createTestBrowser()) {
  const answer = await pickAccountAndConsent(browser, attempt, upn);
  return readTokens(redeemCode(attempt, answer.get('code') ?? ''));
}

/** @throws Error for a refusal */
export async function readTokens(answer: Promise<Response>): Promise<Tokens> {
  const response = await answer;
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Tokens;
}
