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

const ids = {
  tenantId: '11111111-2222-4333-8444-555555555555',
  clientId: '66666666-2222-4333-8444-555555555555',
};
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
  const { key, cert } = createSelfSignedCertificate();
  writeFileSync(certificateFile, key + cert);
  writeFileSync(tokenFile, workloadToken);
  entra = await startStub((request, response, body) => {
    const base = `https://${request.headers.host}/${ids.tenantId}`;
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

test.each<[string, ServiceIdentity, (form: Record<string, string>) => void]>([
  [
    'a client secret sends the secret',
    { kind: 'secret', ...ids, secret: 'the-secret' },
    (form) => expect([form['client_secret'], form['client_assertion']]).toEqual(['the-secret', undefined]),
  ],
  [
    'a certificate sends an assertion that names the certificate and is signed with its key',
    { kind: 'certificate', ...ids, path: certificateFile },
    ({ client_assertion: assertion = '', client_secret: secret }) => {
      expect(decodeJwt(assertion)).toMatchObject({ iss: ids.clientId, sub: ids.clientId });
      expect(decodeProtectedHeader(assertion)).toHaveProperty(['x5t#S256']);
      expect(secret).toBeUndefined();
    },
  ],
  [
    'a workload identity sends the token from its token file as assertion',
    { kind: 'workload', ...ids, tokenFile },
    (form) => expect([form['client_assertion'], form['client_secret']]).toEqual([workloadToken, undefined]),
  ],
])('to Entra, a service with %s', async (_name, identity, checkForm) => {
  const client = createIdentityClient({ kind: 'entra', endpoint: acs.url, identity }, entra.url);
  const answer = await client.getTokenForTeamsUser({
    teamsUserAadToken: 'teams-token',
    clientId: ids.clientId,
    // The stub of ACS accepts any GUID.
    userObjectId: ids.tenantId,
  });
  expect([answer.token, authorization]).toEqual(['acs-token', 'Bearer entra-token']);
  const form = Object.fromEntries(tokenForm);
  expect(form).toMatchObject({
    grant_type: 'client_credentials',
    client_id: ids.clientId,
    scope: 'https://communication.azure.com//.default',
  });
  checkForm(form);
});
