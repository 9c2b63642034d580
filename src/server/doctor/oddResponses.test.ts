import { afterEach, expect, test, vi } from 'vitest';
import { apiClientId, tenant } from '../fixtures/entra.ts';
import { acsKey } from '../fixtures/service.ts';
import { sendJson, startStub, type Stub } from '../fixtures/stub.ts';
import { examine } from './examine.ts';
import { table } from './table.ts';

/** Responses that the emulator never gives: another kind of Entra, or a disabled resource. */

const stubs: Stub[] = [];
async function stub(answer: Stub['answer']): Promise<string> {
  const started = await startStub(answer);
  stubs.push(started);
  return started.url;
}
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((one) => one.close()));
});

/** An Entra that knows the tenant and answers everything else with `answer`. */
async function entra(keys: Stub['answer'], issuer?: string): Promise<string> {
  const url = await stub((request, response, body) => {
    if (request.url?.endsWith('/keys')) keys(request, response, body);
    else sendJson(response, { issuer: issuer ?? `http://${request.headers.host}/${tenant}/v2.0` });
  });
  return url;
}
const rsa: Stub['answer'] = (_request, response) => sendJson(response, { keys: [{ kty: 'RSA' }] });
const refusing: Stub['answer'] = (_request, response) => {
  response.sendDate = false;
  sendJson(response, { error: { code: 'Forbidden', message: 'The resource is disabled.' } }, 403);
};

const look = async (authority: string, more: Record<string, string> = {}) =>
  examine({
    env: {
      ACS_CONNECTION_STRING: `endpoint=${await stub(refusing)}/;accesskey=${acsKey}`,
      API_CLIENT_ID: apiClientId,
      ALLOWED_TENANTS: tenant,
      ENTRA_AUTHORITY: authority,
      ...more,
    },
  });
const found = (check: string, verdict: string, evidence: string) =>
  expect.objectContaining({ check, verdict, evidence, repair: expect.stringMatching(/./) });

test.each<[string, Stub['answer'], string]>([
  ['of another kind', (_request, response) => sendJson(response, { keys: [{ kty: 'EC' }] }), 'no RSA key'],
  ['missing from the response', (_request, response) => sendJson(response, {}), 'no RSA key'],
  ['that cannot be fetched', (_request, response) => response.writeHead(503).end(), 'status 503'],
  ['replaced by a web page', (_request, response) => response.end('<h1>Welcome</h1>'), 'SyntaxError'],
])('reports signing keys %s', async (_name, keys, evidence) => {
  const findings = await look(await entra(keys));
  expect(findings).toContainEqual(found('signing keys', 'fail', expect.stringContaining(evidence)));
});

test('reports an issuer of another cloud', async () => {
  const authority = await entra(rsa, `https://login.microsoftonline.us/${tenant}/v2.0`);
  const evidence = 'its issuer differs from the one that the service accepts';
  expect(await look(authority)).toContainEqual(found(`tenant ${tenant}`, 'fail', evidence));
});

test('reports a resource that refuses every key and sends no Date', async () => {
  const findings = await look(await entra(rsa));
  expect(findings).toContainEqual(found('access key (HMAC)', 'fail', 'status 403, code Forbidden'));
  expect(findings).toContainEqual(found('clock', 'unknown', 'ACS sent no Date'));
  expect(table(findings)).not.toContain(acsKey);
});

test('reports the identity and role of the service as unknown on a machine without a managed identity', async () => {
  const acs = await stub((_request, response) => sendJson(response, {}, 404));
  // The response of the metadata endpoint of an Azure machine without an identity.
  const answer = { error: 'invalid_request', error_description: 'Identity not found' };
  const place = await stub((_request, response) => sendJson(response, answer, 400));
  vi.stubEnv('AZURE_POD_IDENTITY_AUTHORITY_HOST', place);
  const findings = await look(await entra(rsa), { ACS_CONNECTION_STRING: '', ACS_ENDPOINT: acs });
  for (const check of ['identity of the service', 'RBAC role on the resource'])
    expect(findings).toContainEqual(found(check, 'unknown', 'no managed identity on this machine'));
  vi.unstubAllEnvs();
});

test('reports a DOCTOR_TEAMS_TOKEN that is not a token, without showing it', async () => {
  const acs = await stub((_request, response) => sendJson(response, { error: { code: 'Bad' } }, 400));
  const findings = await look(await entra(rsa), {
    ACS_CONNECTION_STRING: `endpoint=${acs}/;accesskey=${acsKey}`,
    DOCTOR_TEAMS_TOKEN: 'canary',
  });
  expect(findings).toContainEqual(found('DOCTOR_TEAMS_TOKEN', 'fail', 'not a token (not shown)'));
  expect(table(findings)).not.toContain('canary');
});
