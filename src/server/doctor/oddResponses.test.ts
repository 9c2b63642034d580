import { afterEach, expect, test, vi } from 'vitest';
import { apiClientId, tenant } from '../fixtures/entra.ts';
import { acsKey } from '../fixtures/service.ts';
import { answerJson, startStub, type Stub } from '../fixtures/stub.ts';
import { examine } from './examine.ts';
import { table } from './table.ts';

/** What the emulator never answers: an Entra of another kind, a resource that is shut. */

const stubs: Stub[] = [];
async function stub(answer: Stub['answer']): Promise<string> {
  const started = await startStub(answer);
  stubs.push(started);
  return started.url;
}
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((one) => one.close()));
});

/** Knows the tenant, and answers otherwise as told. */
async function entra(keys: Stub['answer'], issuer?: string): Promise<string> {
  const url = await stub((request, response, body) => {
    if (request.url?.endsWith('/keys')) keys(request, response, body);
    else answerJson(response, { issuer: issuer ?? `http://${request.headers.host}/${tenant}/v2.0` });
  });
  return url;
}
const rsa: Stub['answer'] = (_request, response) => answerJson(response, { keys: [{ kty: 'RSA' }] });
const refusing: Stub['answer'] = (_request, response) => {
  response.sendDate = false;
  answerJson(response, { error: { code: 'Forbidden', message: 'The resource is disabled.' } }, 403);
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
  ['of another kind', (_request, response) => answerJson(response, { keys: [{ kty: 'EC' }] }), 'no RSA key'],
  ['not in the answer', (_request, response) => answerJson(response, {}), 'no RSA key'],
  ['not to be had', (_request, response) => response.writeHead(503).end(), 'status 503'],
  ['of a page', (_request, response) => response.end('<h1>Welcome</h1>'), 'SyntaxError'],
])('signing keys %s', async (_name, keys, evidence) => {
  const findings = await look(await entra(keys));
  expect(findings).toContainEqual(found('signing keys', 'fail', expect.stringContaining(evidence)));
});

test('an issuer of another cloud', async () => {
  const authority = await entra(rsa, `https://login.microsoftonline.us/${tenant}/v2.0`);
  const evidence = 'its issuer is another than tokens are checked for';
  expect(await look(authority)).toContainEqual(found(`tenant ${tenant}`, 'fail', evidence));
});

test('a resource that refuses its own key for good, and tells no time', async () => {
  const findings = await look(await entra(rsa));
  expect(findings).toContainEqual(found('access key (HMAC)', 'fail', 'status 403, code Forbidden'));
  expect(findings).toContainEqual(found('clock', 'unknown', 'ACS sent no Date'));
  expect(table(findings)).not.toContain(acsKey);
});

test('a machine without a managed identity has no say about the service’s identity and role', async () => {
  const acs = await stub((_request, response) => answerJson(response, {}, 404));
  // What the address that every machine of Azure has answers one to which no identity was assigned.
  const answer = { error: 'invalid_request', error_description: 'Identity not found' };
  const place = await stub((_request, response) => answerJson(response, answer, 400));
  vi.stubEnv('AZURE_POD_IDENTITY_AUTHORITY_HOST', place);
  const findings = await look(await entra(rsa), { ACS_CONNECTION_STRING: '', ACS_ENDPOINT: acs });
  for (const check of ['identity of the service', 'RBAC role on the resource'])
    expect(findings).toContainEqual(found(check, 'unknown', 'no managed identity in this place'));
  vi.unstubAllEnvs();
});

test('what is no token in DOCTOR_TEAMS_TOKEN is said, and not shown', async () => {
  const acs = await stub((_request, response) => answerJson(response, { error: { code: 'Bad' } }, 400));
  const findings = await look(await entra(rsa), {
    ACS_CONNECTION_STRING: `endpoint=${acs}/;accesskey=${acsKey}`,
    DOCTOR_TEAMS_TOKEN: 'canary',
  });
  expect(findings).toContainEqual(found('DOCTOR_TEAMS_TOKEN', 'fail', 'not a token (not shown)'));
  expect(table(findings)).not.toContain('canary');
});
