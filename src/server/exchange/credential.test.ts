import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSelfSignedCertificate } from '../fixtures/selfSignedCertificate.ts';
import { sendJson, startStub, type Stub } from '../fixtures/stub.ts';
import type { ServiceIdentity } from '../settings/serviceIdentity.ts';
import { createIdentityClient } from './identityClient.ts';

/**
 * These tests show how a service authenticates at Entra with a secret, a certificate or a token file, and how Entra's
 * token reaches ACS.
 */

const tenantId = '11111111-2222-4333-8444-555555555555';
const clientId = '66666666-2222-4333-8444-555555555555';
const folder = mkdtempSync(join(tmpdir(), 'credential-'));
const certificateFile = join(folder, 'certificate.pem');
const tokenFile = join(folder, 'token');
const workloadToken = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJwb2QifQ.';

let entra: Stub;
let acs: Stub;
/** The form of the last token request to Entra. */
let tokenForm = new URLSearchParams();
let authorization: string | undefined;
beforeAll(async () => {
  const { key, cert } = createSelfSignedCertificate('rsa');
  writeFileSync(certificateFile, key + cert);
  writeFileSync(tokenFile, workloadToken);
  entra = await startStub((request, response, body) => {
    const base = `https://${request.headers.host}/${tenantId}`;
    if (request.url?.includes('openid-configuration'))
      return sendJson(response, {
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      });
    tokenForm = new URLSearchParams(body);
    return sendJson(response, { token_type: 'Bearer', expires_in: 3600, access_token: 'entra-token' });
  });
  acs = await startStub((request, response) => {
    authorization = request.headers.authorization;
    sendJson(response, { token: 'acs-token', expiresOn: '2999-01-01T00:00:00.000Z' });
  });
});
afterAll(async () => {
  await Promise.all([entra.close(), acs.close()]);
  rmSync(folder, { recursive: true });
});

/** Exchanges as a service with this identity. @returns the form that the service sent to Entra. */
async function exchangeAs(identity: ServiceIdentity): Promise<URLSearchParams> {
  tokenForm = new URLSearchParams();
  const client = createIdentityClient({ kind: 'entra', endpoint: acs.url, identity }, entra.url);
  const answer = await client.getTokenForTeamsUser({
    teamsUserAadToken: 'teams-token',
    clientId,
    // The stub of ACS accepts any GUID.
    userObjectId: tenantId,
  });
  expect([answer.token, authorization]).toEqual(['acs-token', 'Bearer entra-token']);
  expect(Object.fromEntries(tokenForm)).toMatchObject({
    grant_type: 'client_credentials',
    client_id: clientId,
    scope: 'https://communication.azure.com//.default',
  });
  return tokenForm;
}

test('a service with a client secret sends the secret to Entra', async () => {
  const form = await exchangeAs({ kind: 'secret', tenantId, clientId, secret: 'the-secret' });
  expect([form.get('client_secret'), form.get('client_assertion')]).toEqual(['the-secret', null]);
});

test('a service with a certificate sends an assertion that names the certificate and is signed with its key', async () => {
  const form = await exchangeAs({ kind: 'certificate', tenantId, clientId, path: certificateFile });
  const assertion = form.get('client_assertion') ?? '';
  expect(decodeJwt(assertion)).toMatchObject({ iss: clientId, sub: clientId });
  expect(decodeProtectedHeader(assertion)).toHaveProperty(['x5t#S256']);
  expect(form.get('client_secret')).toBeNull();
});

test('a service with a workload identity sends the token from its token file as assertion', async () => {
  const form = await exchangeAs({ kind: 'workload', tenantId, clientId, tokenFile });
  expect([form.get('client_assertion'), form.get('client_secret')]).toEqual([workloadToken, null]);
});
