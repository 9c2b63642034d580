import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator, type RunningEmulator } from '../../src/emulator/emulator.ts';
import { createTestBrowser, readRedirectParameters } from '../../src/emulator/testing/browser.ts';
import {
  buildAuthorizeUrl,
  contosoClientId,
  personOf,
  redeemCode,
  renewTokens,
  signIn,
  type Tokens,
} from '../../src/emulator/testing/signIn.ts';
import { startService, type RunningService } from '../../src/server/startService.ts';
import { readClaimsChallenge } from '../../src/web/backend/claimsChallenge.ts';

// These tests run the token service with the emulator, as in development. Nothing is stubbed: tokens and signatures are real.
// Case 1a is Fabrikam's set-up, with a managed identity. Case 2 is Contoso's, with the key of the ACS resource.
// In these tests teamsToken is the Entra token for Teams calls, which the service exchanges for an ACS token, and callerToken is
// the Entra token by which the user proves their identity to the service.
let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

const alice = 'alice@fabrikam.example';
const startTokenService = (env: Record<string, string> = {}): Promise<RunningService> =>
  startService({
    port: 0,
    env: {
      ACS_CONNECTION_STRING: emulator.connectionString,
      API_CLIENT_ID: contosoClientId,
      ALLOWED_TENANTS: personOf(alice).tid,
      ENTRA_AUTHORITY: emulator.url,
      LOG_LEVEL: 'silent',
      ...env,
    },
  });

/** Sets (POST) or resets (DELETE) conditions: faults that the emulator simulates. */
const requestConditions = (method: string, conditions?: object): Promise<Response> =>
  fetch(`${emulator.url}/emulator/conditions`, {
    method,
    headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
    ...(conditions && { body: JSON.stringify(conditions) }),
  });

const apiScope = `openid profile offline_access api://${contosoClientId}/access_as_user`;
/** Signs a user in once for each token. */
async function fetchTokens(upn: string) {
  const { access_token: teamsToken, id_token: idToken } = await signIn({ url: emulator.url }, upn);
  const { access_token: callerToken } = await signIn({ url: emulator.url, scope: apiScope }, upn);
  return { teamsToken, callerToken, idToken };
}

const postTokens = (service: RunningService, bearer: string, teamsToken: string): Promise<Response> =>
  fetch(`${service.url}/api/token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ teamsUserAadToken: teamsToken }),
  });

/** @returns the status and the JSON body of the service's answer. */
async function exchange(service: RunningService, bearer: string, teamsToken: string) {
  const response = await postTokens(service, bearer, teamsToken);
  const answer = (await response.json()) as { token?: string; error?: { code: string } };
  return { status: response.status, ...answer };
}

test('case 2: with the resource’s key the service exchanges a Teams token for an ACS token of the same user, and no other tokens', async () => {
  const service = await startTokenService();
  const { teamsToken, callerToken, idToken } = await fetchTokens(alice);
  const { status, token = '' } = await exchange(service, callerToken, teamsToken);
  expect(status).toBe(200);
  expect(decodeJwt(token)).toMatchObject({ skypeid: `orgid:${personOf(alice).oid}`, acsScope: 'voip' });
  for (const wrongToken of [teamsToken, idToken])
    expect((await exchange(service, wrongToken, teamsToken)).status).toBe(401);
  const dave = await fetchTokens('dave@fabrikam.example');
  expect(await exchange(service, dave.callerToken, dave.teamsToken)).toMatchObject({
    status: 403,
    error: { code: 'acs_licence_missing' },
  });
  await service.close();
});

test('case 1a: the service exchanges tokens with its managed identity instead of a key', async () => {
  const service = await startTokenService({ ACS_CONNECTION_STRING: '', ACS_ENDPOINT: emulator.url });
  // Azure App Service sets these two variables. Microsoft's credential requests the identity's token at this address.
  process.env['IDENTITY_ENDPOINT'] = `${emulator.url}/emulator/identity/token`;
  process.env['IDENTITY_HEADER'] = emulator.secret;
  try {
    const { teamsToken, callerToken } = await fetchTokens(alice);
    const { status, token = '' } = await exchange(service, callerToken, teamsToken);
    expect(status).toBe(200);
    expect(decodeJwt(token)).toMatchObject({ skypeid: `orgid:${personOf(alice).oid}` });

    // Now the service's identity lacks its role. That is not the user's fault, so the error is about the service.
    await requestConditions('POST', { noRole: true });
    const newTokens = await fetchTokens(alice);
    expect(await exchange(service, newTokens.callerToken, newTokens.teamsToken)).toMatchObject({
      status: 502,
      error: { code: 'acs_role_missing' },
    });
  } finally {
    await requestConditions('DELETE');
    delete process.env['IDENTITY_ENDPOINT'];
    delete process.env['IDENTITY_HEADER'];
    await service.close();
  }
});

test('when an authentication context is required, the service answers with a claims challenge, and accepts the caller token of a new sign-in with these claims', async () => {
  const service = await startTokenService({ REQUIRED_AUTH_CONTEXT: 'c1' });
  const browser = createTestBrowser();
  const { access_token: teamsToken } = await signIn({ url: emulator.url }, alice, browser);
  const apiRequest = { url: emulator.url, scope: apiScope };
  const firstTokens = await signIn(apiRequest, alice, browser);

  const refusal = await postTokens(service, firstTokens.access_token, teamsToken);
  const body: unknown = await refusal.json();
  expect([refusal.status, body]).toMatchObject([401, { error: { code: 'insufficient_claims' } }]);
  const { claims = '' } = readClaimsChallenge(refusal);
  const requestWithClaims = { ...apiRequest, extra: { claims }, tokenExtra: { claims } };
  // Entra's error 50076 means that a silent renewal is not enough: the user must confirm the sign-in.
  const renewal = (await (await renewTokens(requestWithClaims, firstTokens.refresh_token)).json()) as {
    error_codes: number[];
  };
  expect(renewal.error_codes).toEqual([50076]);

  const url = buildAuthorizeUrl(requestWithClaims);
  const page = { url, text: await (await browser.get(url)).text() };
  const confirmation = await browser.press(page, { name: 'answer', value: 'accept' });
  const answer = await redeemCode(requestWithClaims, readRedirectParameters(confirmation).get('code') ?? '');
  const { access_token: callerToken } = (await answer.json()) as Tokens;
  expect(await exchange(service, callerToken, teamsToken)).toMatchObject({ status: 200 });
  await service.close();
});
