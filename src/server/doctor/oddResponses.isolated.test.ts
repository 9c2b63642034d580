import { expect, test, vi } from 'vitest';
import { apiClientId, tenant } from '../fixtures/entra.ts';
import { acsKey } from '../fixtures/service.ts';
import { sendJson, type Stub } from '../fixtures/stub.ts';
import { startTestServer } from '../fixtures/testServer.ts';
import { examineSetup } from './examineSetup.ts';
import { formatTable } from './finding.ts';

/** These tests send the doctor responses that the emulator never gives, for example of a disabled ACS resource. */

/** Starts a stub of Entra that knows the tests' tenant. By default it names the issuer that the service expects. */
const startEntra = (answerKeys: Stub['answer'], issuer?: string) =>
  startTestServer((request, response, body) => {
    if (request.url?.endsWith('/keys')) answerKeys(request, response, body);
    else sendJson(response, { issuer: issuer ?? `http://${request.headers.host}/${tenant}/v2.0` });
  });
const sendRsaKey: Stub['answer'] = (_request, response) => sendJson(response, { keys: [{ kty: 'RSA' }] });
const refuseAsDisabled: Stub['answer'] = (_request, response) => {
  response.sendDate = false;
  sendJson(response, { error: { code: 'Forbidden', message: 'The resource is disabled.' } }, 403);
};

/** Runs the doctor with this Entra, and with a disabled ACS resource unless `overrides` names another resource. */
const runDoctor = async (entra: Stub, overrides: Record<string, string> = {}) =>
  examineSetup({
    env: {
      ACS_CONNECTION_STRING: `endpoint=${(await startTestServer(refuseAsDisabled)).url}/;accesskey=${acsKey}`,
      API_CLIENT_ID: apiClientId,
      ALLOWED_TENANTS: tenant,
      ENTRA_AUTHORITY: entra.url,
      ...overrides,
    },
  });
const matchFinding = (check: string, verdict: string, evidence: string) =>
  expect.objectContaining({ check, verdict, evidence, repair: expect.stringMatching(/./) });

test.each<[string, Stub['answer'], string]>([
  ['of another kind', (_request, response) => sendJson(response, { keys: [{ kty: 'EC' }] }), 'no RSA key'],
  ['missing from the response', (_request, response) => sendJson(response, {}), 'no RSA key'],
  ['that cannot be fetched', (_request, response) => response.writeHead(503).end(), 'status 503'],
  ['replaced by a web page', (_request, response) => response.end('<h1>Welcome</h1>'), 'SyntaxError'],
])('the doctor reports signing keys %s', async (_name, answerKeys, evidence) => {
  const findings = await runDoctor(await startEntra(answerKeys));
  expect(findings).toContainEqual(matchFinding('signing keys', 'fail', expect.stringContaining(evidence)));
});

test('the doctor reports an issuer of another cloud', async () => {
  const entra = await startEntra(sendRsaKey, `https://login.microsoftonline.us/${tenant}/v2.0`);
  const evidence = 'its issuer differs from the one that the service accepts';
  expect(await runDoctor(entra)).toContainEqual(matchFinding(`tenant ${tenant}`, 'fail', evidence));
});

test('the doctor reports a resource that refuses every key and sends no Date', async () => {
  const findings = await runDoctor(await startEntra(sendRsaKey));
  expect(findings).toContainEqual(matchFinding('access key (HMAC)', 'fail', 'status 403, code Forbidden'));
  expect(findings).toContainEqual(matchFinding('clock', 'unknown', 'ACS sent no Date'));
  expect(formatTable(findings)).not.toContain(acsKey);
});

test('the doctor reports the identity and the role of the service as unknown on a machine without a managed identity', async () => {
  const acs = await startTestServer((_request, response) => sendJson(response, {}, 404));
  // This is what the metadata endpoint answers on an Azure machine without an identity.
  const errorBody = { error: 'invalid_request', error_description: 'Identity not found' };
  const identityEndpoint = await startTestServer((_request, response) => sendJson(response, errorBody, 400));
  vi.stubEnv('AZURE_POD_IDENTITY_AUTHORITY_HOST', identityEndpoint.url);
  const env = { ACS_CONNECTION_STRING: '', ACS_ENDPOINT: acs.url };
  const findings = await runDoctor(await startEntra(sendRsaKey), env);
  for (const check of ['identity of the service', 'RBAC role on the resource'])
    expect(findings).toContainEqual(matchFinding(check, 'unknown', 'no managed identity on this machine'));
});

test('the doctor reports a DOCTOR_TEAMS_TOKEN that is not a token, without showing it', async () => {
  const refuse: Stub['answer'] = (_request, response) => sendJson(response, { error: { code: 'Bad' } }, 400);
  const ACS_CONNECTION_STRING = `endpoint=${(await startTestServer(refuse)).url}/;accesskey=${acsKey}`;
  const env = { ACS_CONNECTION_STRING, DOCTOR_TEAMS_TOKEN: 'canary' };
  const findings = await runDoctor(await startEntra(sendRsaKey), env);
  const evidence = 'not a JWT (the value is not shown here)';
  expect(findings).toContainEqual(matchFinding('DOCTOR_TEAMS_TOKEN', 'fail', evidence));
  expect(formatTable(findings)).not.toContain('canary');
});
