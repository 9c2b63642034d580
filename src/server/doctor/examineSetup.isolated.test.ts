import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startEmulator, type RunningEmulator } from '../../emulator/emulator.ts';
import { contosoClientId, fabrikamClientId, personOf, signIn } from '../../emulator/testing/signIn.ts';
import { examineSetup } from './examineSetup.ts';
import { formatTable } from './finding.ts';

const alice = personOf('alice@fabrikam.example');
const origin = 'http://localhost:5173';

// All tests share one emulator: Microsoft's managed identity client keeps the first address that it finds for
// the whole process.
let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator();
  process.env['IDENTITY_ENDPOINT'] = `${emulator.url}/emulator/identity/token`;
  process.env['IDENTITY_HEADER'] = emulator.secret;
});
afterEach(() => changeConditions('DELETE'));
afterAll(async () => {
  delete process.env['IDENTITY_ENDPOINT'];
  delete process.env['IDENTITY_HEADER'];
  await emulator.stop();
});

/** Sets or resets the conditions of the emulator: faults that a test switches on. */
const changeConditions = (method: string, conditions?: object) =>
  fetch(`${emulator.url}/emulator/conditions`, {
    method,
    headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
    ...(conditions && { body: JSON.stringify(conditions) }),
  });

/** The settings of a correct set-up with the emulator. */
const createCorrectEnv = () => ({
  ACS_CONNECTION_STRING: emulator.connectionString,
  API_CLIENT_ID: contosoClientId,
  ALLOWED_TENANTS: alice.tid,
  ENTRA_AUTHORITY: emulator.url,
  ALLOWED_ORIGINS: origin,
});
/** The settings of a service that uses a managed identity instead of an access key. */
const createIdentityEnv = () => ({ ACS_CONNECTION_STRING: '', ACS_ENDPOINT: emulator.url });

/** Runs the doctor. @returns a map from the name of each check that did not pass to its verdict and evidence. */
async function findProblems(
  env: Record<string, string> = {},
  options: { origin?: string; now?: () => number } = {},
): Promise<Record<string, string>> {
  const findings = await examineSetup({ env: { ...createCorrectEnv(), ...env }, ...options });
  for (const { verdict, repair } of findings) if (verdict !== 'pass') expect(repair).toBeTruthy();
  return Object.fromEntries(
    findings.flatMap(({ check, verdict, evidence }) =>
      verdict === 'pass' ? [] : [[check, `${verdict}: ${evidence}`]],
    ),
  );
}
const getTeamsToken = async (upn: string) => (await signIn({ url: emulator.url }, upn)).access_token;

test('the doctor finds no failure in a correct set-up, and reports as unknown what only a user’s token or a real code can show', async () => {
  expect(Object.keys(await findProblems())).toEqual([
    'redirect URIs of type SPA',
    'ACS service principal in the tenant',
    'consent',
    'Teams licence',
  ]);
  expect(Object.values(await findProblems()).every((text) => text.startsWith('unknown'))).toBe(true);
});

test('the doctor names Trusted Types only while the settings make browsers merely report violations', async () => {
  const describeTrustedTypes = async (env: Record<string, string>) =>
    (await examineSetup({ env: { ...createCorrectEnv(), ...env } }))
      .filter(({ check }) => check === 'Trusted Types')
      .map(({ verdict, evidence }) => `${verdict}: ${evidence}`);
  expect(await describeTrustedTypes({})).toEqual([]);
  expect(await describeTrustedTypes({ TRUSTED_TYPES: 'report' })).toEqual([
    'pass: browsers only report violations, because TRUSTED_TYPES is "report"',
  ]);
});

test('the doctor passes service principal, consent and licence if it has a user’s Teams token', async () => {
  expect(Object.keys(await findProblems({ DOCTOR_TEAMS_TOKEN: await getTeamsToken(alice.upn) }))).toEqual([
    'redirect URIs of type SPA',
  ]);
});

test('the doctor finds no consent in a Teams token that was issued to another application', async () => {
  const token = await getTeamsToken(alice.upn);
  expect(await findProblems({ DOCTOR_TEAMS_TOKEN: token, APP_CLIENT_ID: fabrikamClientId })).toMatchObject({
    consent: expect.stringContaining('fail: the token belongs to another application'),
  });
});

test('the doctor names the permission that a Teams token lacks, and says who can grant it', async () => {
  const scope = 'openid https://auth.msft.communication.azure.com/Teams.ManageCalls';
  // Carol has consented to nothing else: a token lists all permissions to which its user has consented.
  const { access_token: token } = await signIn({ url: emulator.url, scope }, 'carol@fabrikam.example');
  expect(await findProblems({ DOCTOR_TEAMS_TOKEN: token })).toMatchObject({
    consent: 'fail: the token lacks Teams.ManageChats',
    'Teams licence': expect.stringContaining('unknown'),
  });
  const findings = await examineSetup({ env: { ...createCorrectEnv(), DOCTOR_TEAMS_TOKEN: token } });
  const { repair } = findings.find(({ check }) => check === 'consent') ?? {};
  for (const helper of ['developer', 'user consents', 'administrator']) expect(repair).toContain(helper);
});

test('the doctor passes a managed identity and its role', async () => {
  const findings = await examineSetup({ env: { ...createCorrectEnv(), ...createIdentityEnv() } });
  expect(findings).toContainEqual(
    expect.objectContaining({ check: 'RBAC role on the resource', verdict: 'pass' }),
  );
});

test('the doctor reports every wrong setting as a finding, and shows no secret', async () => {
  const env = { API_CLIENT_ID: 'x', ALLOWED_TENANTS: '', ACS_CONNECTION_STRING: 'accesskey=c2VjcmV0' };
  expect(Object.keys(await findProblems(env)).sort()).toEqual([
    'setting ACS_CONNECTION_STRING',
    'setting ALLOWED_TENANTS',
    'setting API_CLIENT_ID',
  ]);
  expect(formatTable(await examineSetup({ env: { ...createCorrectEnv(), ...env } }))).not.toContain(
    'c2VjcmV0',
  );
});

test('the doctor reports a tenant that does not exist', async () => {
  const tenant = '99999999-9999-4999-8999-999999999999';
  expect(await findProblems({ ALLOWED_TENANTS: tenant })).toMatchObject({
    [`tenant ${tenant}`]: 'fail: AADSTS90002',
  });
});

test('the doctor reports that Entra cannot be reached', async () => {
  expect(await findProblems({ ENTRA_AUTHORITY: 'http://localhost:9' })).toMatchObject({
    [`tenant ${alice.tid}`]: expect.stringContaining('fail'),
  });
});

test('the doctor reports an application that does not exist', async () => {
  const clientId = '99999999-9999-4999-8999-999999999999';
  expect(await findProblems({ APP_CLIENT_ID: clientId })).toMatchObject({
    application: `fail: AADSTS700016: ${clientId}`,
  });
});

test('the doctor reports an address that is not a redirect URI', async () => {
  expect(await findProblems({}, { origin: 'http://localhost:5999' })).toMatchObject({
    'redirect URIs': 'fail: AADSTS50011: http://localhost:5999/',
  });
});

test('the doctor reports redirect URIs that are not of type SPA (notSpa)', async () => {
  await changeConditions('POST', { notSpa: true });
  expect(await findProblems()).toMatchObject({ 'redirect URIs of type SPA': 'fail: AADSTS9002326' });
});

test('the doctor reports an access key with one changed byte', async () => {
  const [endpointPart, key = ''] = emulator.connectionString.split('accesskey=');
  const bytes = Buffer.from(key, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  const wrongConnectionString = `${endpointPart}accesskey=${bytes.toString('base64')}`;
  const findings = await examineSetup({
    env: { ...createCorrectEnv(), ACS_CONNECTION_STRING: wrongConnectionString },
  });
  expect(findings).toContainEqual(expect.objectContaining({ check: 'access key (HMAC)', verdict: 'fail' }));
  expect(formatTable(findings)).not.toContain(bytes.toString('base64'));
});

test('the doctor reports an identity without a role (noRole)', async () => {
  await changeConditions('POST', { noRole: true });
  expect(await findProblems(createIdentityEnv())).toMatchObject({
    'RBAC role on the resource': 'fail: status 403, code Forbidden',
  });
});

test('the doctor reports an identity that Entra does not accept', async () => {
  const wrongIdentity = {
    AZURE_CLIENT_ID: contosoClientId,
    AZURE_TENANT_ID: alice.tid,
    AZURE_CLIENT_SECRET: 'wrong-secret',
  };
  const findings = await examineSetup({
    env: { ...createCorrectEnv(), ...createIdentityEnv(), ...wrongIdentity },
  });
  expect(findings).toContainEqual(
    expect.objectContaining({
      check: 'identity of the service',
      verdict: 'fail',
      evidence: expect.stringMatching(/^(Authentication|CredentialUnavailable)Error$/),
    }),
  );
  expect(formatTable(findings)).not.toContain('wrong-secret');
});

test('the doctor reports an ACS resource that cannot be reached', async () => {
  const env = { ACS_CONNECTION_STRING: emulator.connectionString.replace(/:\d+/, ':9') };
  expect(await findProblems(env)).toMatchObject({
    'ACS resource reachable': expect.stringContaining('fail'),
  });
});

// 20 minutes are 1,200 s. The doctor may measure a few seconds less or more.
test.each([
  [20, /^fail: 1[12]\d\d s ahead of ACS$/],
  [-20, /^fail: 1[12]\d\d s behind ACS$/],
])('the doctor reports a clock that is %i minutes off as %s', async (minutes, verdict) => {
  const now = () => Date.now() + minutes * 60_000;
  expect((await findProblems({}, { now }))['clock']).toMatch(verdict);
});

test('the doctor reports a user without a Teams licence (noLicence)', async () => {
  await changeConditions('POST', { user: alice.upn, noLicence: true });
  expect(await findProblems({ DOCTOR_TEAMS_TOKEN: await getTeamsToken(alice.upn) })).toMatchObject({
    'Teams licence': 'fail: status 403, code Forbidden',
  });
});

test('the doctor checks each of several resources, and names the resource in each finding', async () => {
  const working = emulator.connectionString;
  // The emulator also answers at the other name of this machine, which counts as another resource.
  const sameUnderOtherName = working.replace(/localhost|127\.0\.0\.1/, (host) =>
    host === 'localhost' ? '127.0.0.1' : 'localhost',
  );
  const unreachable = working.replace(/:\d+/, ':9');
  const env = {
    ...createCorrectEnv(),
    ACS_CONNECTION_STRING: '',
    ACS_CONNECTION_STRINGS: [working, unreachable, sameUnderOtherName].join(','),
    DOCTOR_TEAMS_TOKEN: await getTeamsToken(alice.upn),
  };
  const findings = await examineSetup({ env });
  const verdicts = Object.fromEntries(findings.map(({ check, verdict }) => [check, verdict]));
  const [first, second, third] = [working, unreachable, sameUnderOtherName].map(
    (text) => new URL(/endpoint=([^;]+)/.exec(text)?.[1] ?? '').host,
  );
  expect(findings[0]?.evidence).toBe('3 ACS resources by connection string');
  expect(verdicts).toMatchObject({
    [`ACS resource reachable (${first})`]: 'pass',
    [`access key (HMAC) (${first})`]: 'pass',
    [`ACS resource reachable (${second})`]: 'fail',
    [`access key (HMAC) (${third})`]: 'pass',
    consent: 'pass',
    'Teams licence': 'pass',
    [`Teams licence (${third})`]: 'pass',
  });
});

test('formatTable prints each check with its evidence and its repair', async () => {
  await changeConditions('POST', { noRole: true });
  const text = formatTable(await examineSetup({ env: { ...createCorrectEnv(), ...createIdentityEnv() } }));
  expect(text).toMatch(/^FAIL +RBAC role on the resource +status 403, code Forbidden$/m);
  expect(text).toMatch(/→ az role assignment create/);
  expect(text).toMatch(/\d+ passed, 1 failed, \d+ not checkable from here\./);
});
