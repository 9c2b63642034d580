import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startEmulator, type RunningEmulator } from '../../emulator/emulator.ts';
import { contosoApp, fabrikamApp, personOf, signIn } from '../../emulator/testing/signIn.ts';
import { examine } from './examine.ts';
import { table } from './table.ts';

const alice = personOf('alice@fabrikam.example');
const origin = 'http://localhost:5173';

// All tests share one emulator: Microsoft's managed identity client keeps the first address that it finds for
// the whole process.
let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0, appPort: 5173 });
  process.env['IDENTITY_ENDPOINT'] = `${emulator.url}/emulator/identity/token`;
  process.env['IDENTITY_HEADER'] = emulator.secret;
});
afterEach(() => control('DELETE'));
afterAll(async () => {
  delete process.env['IDENTITY_ENDPOINT'];
  delete process.env['IDENTITY_HEADER'];
  await emulator.close();
});

const control = (method: string, conditions?: object) =>
  fetch(`${emulator.url}/emulator/conditions`, {
    method,
    headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
    ...(conditions && { body: JSON.stringify(conditions) }),
  });

const rightEnv = () => ({
  ACS_CONNECTION_STRING: emulator.connectionString,
  API_CLIENT_ID: contosoApp,
  ALLOWED_TENANTS: alice.tid,
  ENTRA_AUTHORITY: emulator.url,
  ALLOWED_ORIGINS: origin,
});
const byIdentity = () => ({ ACS_CONNECTION_STRING: '', ACS_ENDPOINT: emulator.url });

/** Verdict by check, for all checks that did not pass. */
async function troubles(
  env: Record<string, string> = {},
  more: { origin?: string; now?: () => number } = {},
): Promise<Record<string, string>> {
  const findings = await examine({ env: { ...rightEnv(), ...env }, ...more });
  for (const { verdict, repair } of findings) if (verdict !== 'pass') expect(repair).toBeTruthy();
  return Object.fromEntries(
    findings.flatMap(({ check, verdict, evidence }) =>
      verdict === 'pass' ? [] : [[check, `${verdict}: ${evidence}`]],
    ),
  );
}
const teamsTokenOf = async (upn: string) => (await signIn({ url: emulator.url }, upn)).access_token;

test('finds no failure in a correct set-up, and does not guess what needs a user or a real code', async () => {
  expect(Object.keys(await troubles())).toEqual([
    'redirect URIs of type SPA',
    'ACS service principal in the tenant',
    'consent',
    'Teams licence',
  ]);
  expect(Object.values(await troubles()).every((text) => text.startsWith('unknown'))).toBe(true);
});

test('passes service principal, consent and licence with a user’s Teams token', async () => {
  expect(Object.keys(await troubles({ DOCTOR_TEAMS_TOKEN: await teamsTokenOf(alice.upn) }))).toEqual([
    'redirect URIs of type SPA',
  ]);
});

test('finds no consent in a Teams token that was issued to another application', async () => {
  const token = await teamsTokenOf(alice.upn);
  expect(await troubles({ DOCTOR_TEAMS_TOKEN: token, APP_CLIENT_ID: fabrikamApp })).toMatchObject({
    consent: expect.stringContaining('fail: the token belongs to another application'),
  });
});

test('passes a managed identity and its role', async () => {
  const findings = await examine({ env: { ...rightEnv(), ...byIdentity() } });
  expect(findings).toContainEqual(
    expect.objectContaining({ check: 'RBAC role on the resource', verdict: 'pass' }),
  );
});

test('reports every wrong setting in a line of its own and shows no secret', async () => {
  const env = { API_CLIENT_ID: 'x', ALLOWED_TENANTS: '', ACS_CONNECTION_STRING: 'accesskey=c2VjcmV0' };
  expect(Object.keys(await troubles(env)).sort()).toEqual([
    'setting ACS_CONNECTION_STRING',
    'setting ALLOWED_TENANTS',
    'setting API_CLIENT_ID',
  ]);
  expect(table(await examine({ env: { ...rightEnv(), ...env } }))).not.toContain('c2VjcmV0');
});

test('reports a tenant that does not exist', async () => {
  const tenant = '99999999-9999-4999-8999-999999999999';
  expect(await troubles({ ALLOWED_TENANTS: tenant })).toMatchObject({
    [`tenant ${tenant}`]: 'fail: AADSTS90002',
  });
});

test('reports that Entra cannot be reached', async () => {
  expect(await troubles({ ENTRA_AUTHORITY: 'http://localhost:9' })).toMatchObject({
    [`tenant ${alice.tid}`]: expect.stringContaining('fail'),
  });
});

test('reports an application that does not exist', async () => {
  const app = '99999999-9999-4999-8999-999999999999';
  expect(await troubles({ APP_CLIENT_ID: app })).toMatchObject({ application: `fail: AADSTS700016: ${app}` });
});

test('reports an address that is not a redirect URI', async () => {
  expect(await troubles({}, { origin: 'http://localhost:5999' })).toMatchObject({
    'redirect URIs': 'fail: AADSTS50011: http://localhost:5999/',
  });
});

test('reports redirect URIs that are not of type SPA (notSpa)', async () => {
  await control('POST', { notSpa: true });
  expect(await troubles()).toMatchObject({ 'redirect URIs of type SPA': 'fail: AADSTS9002326' });
});

test('reports an access key with one changed byte', async () => {
  const [head, key = ''] = emulator.connectionString.split('accesskey=');
  const bytes = Buffer.from(key, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  const wrong = `${head}accesskey=${bytes.toString('base64')}`;
  const findings = await examine({ env: { ...rightEnv(), ACS_CONNECTION_STRING: wrong } });
  expect(findings).toContainEqual(expect.objectContaining({ check: 'access key (HMAC)', verdict: 'fail' }));
  expect(table(findings)).not.toContain(bytes.toString('base64'));
});

test('reports an identity without a role (noRole)', async () => {
  await control('POST', { noRole: true });
  expect(await troubles(byIdentity())).toMatchObject({
    'RBAC role on the resource': 'fail: status 403, code Forbidden',
  });
});

test('reports an identity that Entra does not accept', async () => {
  const secret = {
    AZURE_CLIENT_ID: contosoApp,
    AZURE_TENANT_ID: alice.tid,
    AZURE_CLIENT_SECRET: 'wrong-secret',
  };
  const findings = await examine({ env: { ...rightEnv(), ...byIdentity(), ...secret } });
  expect(findings).toContainEqual(
    expect.objectContaining({
      check: 'identity of the service',
      verdict: 'fail',
      evidence: expect.stringMatching(/^(Authentication|CredentialUnavailable)Error$/),
    }),
  );
  expect(table(findings)).not.toContain('wrong-secret');
});

test('reports an ACS resource that cannot be reached', async () => {
  const env = { ACS_CONNECTION_STRING: emulator.connectionString.replace(/:\d+/, ':9') };
  expect(await troubles(env)).toMatchObject({ 'ACS resource reachable': expect.stringContaining('fail') });
});

test.each([
  [20, /^fail: 1[12]\d\d s ahead of ACS$/],
  [-20, /^fail: 1[12]\d\d s behind ACS$/],
])('reports a clock that is %i minutes off as %s', async (minutes, verdict) => {
  const now = () => Date.now() + minutes * 60_000;
  expect((await troubles({}, { now }))['clock']).toMatch(verdict);
});

test('reports a user without a Teams licence (noLicence)', async () => {
  await control('POST', { user: alice.upn, noLicence: true });
  expect(await troubles({ DOCTOR_TEAMS_TOKEN: await teamsTokenOf(alice.upn) })).toMatchObject({
    'Teams licence': 'fail: status 403, code Forbidden',
  });
});

test('prints each check, its evidence and its repair as a table', async () => {
  await control('POST', { noRole: true });
  const text = table(await examine({ env: { ...rightEnv(), ...byIdentity() } }));
  expect(text).toMatch(/^FAIL +RBAC role on the resource +status 403, code Forbidden$/m);
  expect(text).toMatch(/→ az role assignment create/);
  expect(text).toMatch(/\d+ passed, 1 failed, \d+ not checkable from here\./);
});
