import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator, type RunningEmulator } from '../../src/emulator/emulator.ts';
import { createTestBrowser } from '../../src/emulator/testing/browser.ts';
import {
  answerOf,
  authorizeUrl,
  contosoApp,
  personOf,
  redeem,
  renew,
  signIn,
  type Tokens,
} from '../../src/emulator/testing/signIn.ts';
import { startService, type RunningService } from '../../src/server/startService.ts';
import { claimsChallenge } from '../../src/web/backend/claimsChallenge.ts';

// The service and the emulator as they run in development: nothing is stubbed, tokens and HMAC included.
let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0, appPort: 5173 });
});
afterAll(() => emulator.close());

const alice = 'alice@fabrikam.example';
const start = (env: Record<string, string> = {}): Promise<RunningService> =>
  startService({
    port: 0,
    env: {
      ACS_CONNECTION_STRING: emulator.connectionString,
      API_CLIENT_ID: contosoApp,
      ALLOWED_TENANTS: personOf(alice).tid,
      ENTRA_AUTHORITY: emulator.url,
      LOG_LEVEL: 'silent',
      ...env,
    },
  });

const control = (method: string, conditions?: object): Promise<Response> =>
  fetch(`${emulator.url}/emulator/conditions`, {
    method,
    headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
    ...(conditions && { body: JSON.stringify(conditions) }),
  });

const apiScope = `openid profile offline_access api://${contosoApp}/access_as_user`;
async function artifacts(upn: string): Promise<{ artifact1: string; artifact2: string; idToken: string }> {
  const { access_token: artifact1, id_token: idToken } = await signIn({ url: emulator.url }, upn);
  const { access_token: artifact2 } = await signIn({ url: emulator.url, scope: apiScope }, upn);
  return { artifact1, artifact2, idToken };
}

const present = (service: RunningService, bearer: string, artifact1: string): Promise<Response> =>
  fetch(`${service.url}/api/token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ teamsUserAadToken: artifact1 }),
  });

async function exchange(service: RunningService, bearer: string, artifact1: string) {
  const response = await present(service, bearer, artifact1);
  const answer = (await response.json()) as { token?: string; error?: { code: string } };
  return { status: response.status, ...answer };
}

test('case 2: artifacts 1 and 2 become artifact 4, for the person of artifact 2, by the resource’s key', async () => {
  const service = await start();
  const { artifact1, artifact2 } = await artifacts(alice);
  const { status, token = '' } = await exchange(service, artifact2, artifact1);
  expect(status).toBe(200);
  expect(decodeJwt(token)).toMatchObject({ skypeid: `orgid:${personOf(alice).oid}`, acsScope: 'voip' });
  await service.close();
});

test('case 2: one flipped byte of the key is noticed: ACS refuses the service, which says so with 502', async () => {
  const [head, key = ''] = emulator.connectionString.split('accesskey=');
  const bytes = Buffer.from(key, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  const service = await start({ ACS_CONNECTION_STRING: `${head}accesskey=${bytes.toString('base64')}` });
  const { artifact1, artifact2 } = await artifacts(alice);
  expect(await exchange(service, artifact2, artifact1)).toMatchObject({
    status: 502,
    error: { code: 'acs_credential_refused' },
  });
  await service.close();
});

test('case 1a: the service’s managed identity takes the place of the key', async () => {
  const service = await start({ ACS_CONNECTION_STRING: '', ACS_ENDPOINT: emulator.url });
  // Azure App Service sets these two variables; Microsoft's credential reads from them where it gets the identity's token.
  process.env['IDENTITY_ENDPOINT'] = `${emulator.url}/emulator/identity/token`;
  process.env['IDENTITY_HEADER'] = emulator.secret;
  try {
    const { artifact1, artifact2 } = await artifacts(alice);
    const { status, token = '' } = await exchange(service, artifact2, artifact1);
    expect(status).toBe(200);
    expect(decodeJwt(token)).toMatchObject({ skypeid: `orgid:${personOf(alice).oid}` });

    // The service's identity lacks a role, so the error must not blame the user.
    await control('POST', { noRole: true });
    const again = await artifacts(alice);
    expect(await exchange(service, again.artifact2, again.artifact1)).toMatchObject({
      status: 502,
      error: { code: 'acs_role_missing' },
    });
  } finally {
    await control('DELETE');
    delete process.env['IDENTITY_ENDPOINT'];
    delete process.env['IDENTITY_HEADER'];
    await service.close();
  }
});

test('artifact 1, an ID token and another person’s artifact 1 get nowhere', async () => {
  const service = await start();
  const { artifact1, artifact2, idToken } = await artifacts(alice);
  expect((await exchange(service, artifact1, artifact1)).status).toBe(401);
  expect((await exchange(service, idToken, artifact1)).status).toBe(401);
  const bob = await artifacts('bob@fabrikam.example');
  expect(await exchange(service, artifact2, bob.artifact1)).toMatchObject({
    status: 403,
    error: { code: 'acs_refused' },
  });
  await service.close();
});

test('a person of a tenant off the allow-list, and one without a Teams licence, are told apart and both 403', async () => {
  const service = await start();
  const erin = await artifacts('erin@contoso.example');
  expect(await exchange(service, erin.artifact2, erin.artifact1)).toMatchObject({
    status: 403,
    error: { code: 'tenant_not_allowed' },
  });
  const dave = await artifacts('dave@fabrikam.example');
  expect(await exchange(service, dave.artifact2, dave.artifact1)).toMatchObject({
    status: 403,
    error: { code: 'acs_licence_missing' },
  });
  await service.close();
});

test('a demanded authentication context: challenge, fresh proof at Entra, and then the token', async () => {
  const service = await start({ REQUIRED_AUTH_CONTEXT: 'c1' });
  const browser = createTestBrowser();
  const { access_token: artifact1 } = await signIn({ url: emulator.url }, alice, browser);
  const api = { url: emulator.url, scope: apiScope };
  const first = await signIn(api, alice, browser);

  const refusal = await present(service, first.access_token, artifact1);
  expect([refusal.status, await refusal.json()]).toMatchObject([
    401,
    { error: { code: 'insufficient_claims' } },
  ]);
  const { claims = '' } = claimsChallenge(refusal);
  const demanding = { ...api, extra: { claims }, tokenExtra: { claims } };
  // A silent request gets no fresh proof, because Entra requires an interactive sign-in.
  const renewal = (await (await renew(demanding, first.refresh_token)).json()) as { error_codes: number[] };
  expect(renewal.error_codes).toEqual([50076]);

  const url = authorizeUrl(demanding);
  const page = { url, text: await (await browser.get(url)).text() };
  const approved = await browser.press(page, { name: 'answer', value: 'accept' });
  const answer = await redeem(demanding, answerOf(approved).get('code') ?? '');
  const { access_token: artifact2 } = (await answer.json()) as Tokens;
  expect(await exchange(service, artifact2, artifact1)).toMatchObject({ status: 200 });
  await service.close();
});
