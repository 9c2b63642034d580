import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startEmulator, type RunningEmulator } from '../../emulator/emulator.ts';
import { contosoClientId, fabrikamClientId, personOf, signIn } from '../../emulator/testing/signIn.ts';
import { sendJson } from '../fixtures/stub.ts';
import { startTestServer } from '../fixtures/testServer.ts';
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

/** Runs the doctor. @returns a map from the name of each check that did not pass to its verdict and evidence */
async function findProblems(env: Record<string, string> = {}, options: { now?: () => number } = {}) {
  const findings = await examineSetup({ env: { ...createCorrectEnv(), ...env }, ...options });
  const problems = findings.filter(({ verdict }) => verdict !== 'pass');
  for (const { repair } of problems) expect(repair).toBeTruthy();
  return Object.fromEntries(
    problems.map(({ check, verdict, evidence }) => [check, `${verdict}: ${evidence}`]),
  );
}
const getTeamsToken = async () => (await signIn({ url: emulator.url }, alice.upn)).access_token;

test('the doctor finds no failure in a correct set-up, and reports as unknown what only a user’s token or a real code can show', async () => {
  const problems = await findProblems();
  const unknown = expect.stringMatching(/^unknown: /);
  expect(problems).toEqual({
    'redirect URIs of type SPA': unknown,
    'ACS service principal in the tenant': unknown,
    consent: unknown,
    'Teams licence': unknown,
  });
  // With a token, also by a managed identity, which has its role.
  const DOCTOR_TEAMS_TOKEN = await getTeamsToken();
  for (const env of [{ DOCTOR_TEAMS_TOKEN }, { DOCTOR_TEAMS_TOKEN, ...createIdentityEnv() }])
    expect(Object.keys(await findProblems(env))).toEqual(['redirect URIs of type SPA']);
});

test.each([
  [{}, []],
  [{ TRUSTED_TYPES: 'report' }, ['browsers only report violations, because TRUSTED_TYPES is "report"']],
])('with the settings %j the doctor says about Trusted Types: %j', async (env, expected) => {
  const findings = await examineSetup({ env: { ...createCorrectEnv(), ...env } });
  const evidence = findings.flatMap((finding) => (finding.check === 'Trusted Types' ? finding.evidence : []));
  expect(evidence).toEqual(expected);
});

test('the doctor names the permission that a Teams token lacks, and says who can grant it', async () => {
  const scope = 'openid https://auth.msft.communication.azure.com/Teams.ManageCalls';
  // Carol has consented to nothing else: a token lists all permissions to which its user has consented.
  const { access_token: token } = await signIn({ url: emulator.url, scope }, 'carol@fabrikam.example');
  const findings = await examineSetup({ env: { ...createCorrectEnv(), DOCTOR_TEAMS_TOKEN: token } });
  const { evidence, repair } = findings.find(({ check }) => check === 'consent') ?? {};
  expect(evidence).toBe('the token lacks Teams.ManageChats');
  for (const helper of ['developer', 'user consents', 'administrator']) expect(repair).toContain(helper);
  expect(findings).toContainEqual(expect.objectContaining({ check: 'Teams licence', verdict: 'unknown' }));
});

const unknownId = '99999999-9999-4999-8999-999999999999';
const createWrongConnectionString = (): string => {
  const [endpoint, key = ''] = emulator.connectionString.split('accesskey=');
  const bytes = Buffer.from(key, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return `${endpoint}accesskey=${bytes.toString('base64')}`;
};
const createWrongIdentityEnv = () => ({
  ...createIdentityEnv(),
  AZURE_CLIENT_ID: contosoClientId,
  AZURE_TENANT_ID: alice.tid,
  AZURE_CLIENT_SECRET: 'wrong-secret',
});
const withToken = async (env = {}) => ({ ...env, DOCTOR_TEAMS_TOKEN: await getTeamsToken() });
const createUnreachableString = () => emulator.connectionString.replace(/:\d+/, ':9');
const isForbidden = /^status 403, code Forbidden$/;
const noCredential = /^(Authentication|CredentialUnavailable)Error$/;
/** Each row: the failed check, its evidence, the settings, and a fault of the emulator. */
test.each<[string, RegExp, () => object | Promise<object>, object?]>([
  ['setting API_CLIENT_ID', /^found not a GUID/, () => ({ API_CLIENT_ID: 'x' })],
  ['setting ALLOWED_TENANTS', /^found nothing/, () => ({ ALLOWED_TENANTS: '' })],
  [`tenant ${unknownId}`, /^AADSTS90002$/, () => ({ ALLOWED_TENANTS: unknownId })],
  [`tenant ${alice.tid}`, /./, () => ({ ENTRA_AUTHORITY: 'http://localhost:9' })],
  ['application', /^AADSTS700016: 9999/, () => ({ APP_CLIENT_ID: unknownId })],
  ['redirect URIs', /^AADSTS50011: .*:5999\/$/, () => ({ ALLOWED_ORIGINS: 'http://localhost:5999' })],
  ['redirect URIs of type SPA', /^AADSTS9002326$/, () => ({}), { notSpa: true }],
  ['access key (HMAC)', /./, () => ({ ACS_CONNECTION_STRING: createWrongConnectionString() })],
  ['RBAC role on the resource', isForbidden, createIdentityEnv, { noRole: true }],
  ['identity of the service', noCredential, createWrongIdentityEnv],
  ['ACS resource reachable', /./, () => ({ ACS_CONNECTION_STRING: createUnreachableString() })],
  ['Teams licence', isForbidden, () => withToken(), { noLicence: true }],
  ['consent', /belongs to another/, () => withToken({ APP_CLIENT_ID: fabrikamClientId })],
])('the doctor reports a failed check, and shows no secret: %s', async (check, found, createEnv, fault) => {
  if (fault) await changeConditions('POST', fault);
  const env = { ...createCorrectEnv(), ...(await createEnv()) };
  const findings = await examineSetup({ env });
  const [evidence, repair] = [expect.stringMatching(found), expect.stringMatching(/./)];
  expect(findings).toContainEqual({ check, verdict: 'fail', evidence, repair });
  const text = formatTable(findings);
  for (const secret of ['wrong-secret', env.ACS_CONNECTION_STRING.split('accesskey=')[1]])
    if (secret) expect(text).not.toContain(secret);
});

// 20 minutes are 1,200 s. The doctor may measure a few seconds less or more.
test.each([
  [20, /^fail: 1[12]\d\d s ahead of ACS$/],
  [-20, /^fail: 1[12]\d\d s behind ACS$/],
])('the doctor reports a clock that is %i minutes off as %s', async (minutes, verdict) => {
  const now = () => Date.now() + minutes * 60_000;
  expect((await findProblems({}, { now }))['clock']).toMatch(verdict);
});

test('the doctor checks each of several resources, and names the resource in each finding', async () => {
  const working = emulator.connectionString;
  // The emulator also answers at the other name of this machine, which counts as another resource.
  const sameUnderOtherName = working.replace('localhost', '127.0.0.1');
  const unreachable = createUnreachableString();
  const env = {
    ...createCorrectEnv(),
    ACS_CONNECTION_STRING: '',
    ACS_CONNECTION_STRINGS: [working, unreachable, sameUnderOtherName].join(','),
    DOCTOR_TEAMS_TOKEN: await getTeamsToken(),
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

test.each([
  ['teamsExtension', ['token service']],
  ['service', ['setting API_CLIENT_ID', 'setting ACS_CONNECTION_STRING', 'setting ALLOWED_TENANTS']],
])(
  'without settings, and with an app whose token source is %s, the findings are %j',
  async (kind, checks) => {
    const { url } = await startTestServer((_request, response) =>
      sendJson(response, { tokenSource: { kind } }),
    );
    const findings = await examineSetup({ env: {}, origin: url });
    expect(findings.map(({ check }) => check)).toEqual(checks);
    const expected = kind === 'service' ? /^found/ : new RegExp(`^none: .*${url}/doctor`);
    for (const { evidence } of findings) expect(evidence).toMatch(expected);
  },
);
