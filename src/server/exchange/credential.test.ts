import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selfSigned } from '../fixtures/selfSigned.ts';
import { sendJson, startStub, type Stub } from '../fixtures/stub.ts';
import type { ServiceIdentity } from '../settings/serviceIdentity.ts';
import { createIdentityClient } from './identityClient.ts';

/** How a service identity that is not managed authenticates at Entra, and how its token reaches ACS. */

const tenantId = '11111111-2222-4333-8444-555555555555';
const clientId = '66666666-2222-4333-8444-555555555555';
const folder = mkdtempSync(join(tmpdir(), 'credential-'));
const path = join(folder, 'certificate.pem');
const tokenFile = join(folder, 'token');
const federated = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJwb2QifQ.';

let entra: Stub;
let acs: Stub;
let asked = new URLSearchParams();
let authorization: string | undefined;
beforeAll(async () => {
  const { key, cert } = selfSigned('rsa');
  writeFileSync(path, key + cert);
  writeFileSync(tokenFile, federated);
  entra = await startStub((request, response, body) => {
    const base = `https://${request.headers.host}/${tenantId}`;
    if (request.url?.includes('openid-configuration'))
      return sendJson(response, {
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      });
    asked = new URLSearchParams(body);
    return sendJson(response, { token_type: 'Bearer', expires_in: 3600, access_token: 'entra-token' });
  });
  acs = await startStub((request, response) => {
    authorization = request.headers.authorization;
    sendJson(response, { token: 'artifact-4', expiresOn: '2999-01-01T00:00:00.000Z' });
  });
});
afterAll(async () => {
  await Promise.all([entra.close(), acs.close()]);
  rmSync(folder, { recursive: true });
});

async function exchangeAs(identity: ServiceIdentity): Promise<URLSearchParams> {
  asked = new URLSearchParams();
  const client = createIdentityClient({
    acs: { kind: 'entra', endpoint: acs.url, identity },
    authority: entra.url,
  });
  const answer = await client.getTokenForTeamsUser({
    teamsUserAadToken: 'artifact-1',
    clientId,
    userObjectId: tenantId,
  });
  expect([answer.token, authorization]).toEqual(['artifact-4', 'Bearer entra-token']);
  expect(Object.fromEntries(asked)).toMatchObject({
    grant_type: 'client_credentials',
    client_id: clientId,
    scope: 'https://communication.azure.com//.default',
  });
  return asked;
}

test('sends a client secret', async () => {
  const form = await exchangeAs({ kind: 'secret', tenantId, clientId, secret: 'the-secret' });
  expect([form.get('client_secret'), form.get('client_assertion')]).toEqual(['the-secret', null]);
});

test('sends an assertion that names the certificate and is signed by its key', async () => {
  const form = await exchangeAs({ kind: 'certificate', tenantId, clientId, path });
  const assertion = form.get('client_assertion') ?? '';
  expect(decodeJwt(assertion)).toMatchObject({ iss: clientId, sub: clientId });
  expect(decodeProtectedHeader(assertion)).toHaveProperty(['x5t#S256']);
  expect(form.get('client_secret')).toBeNull();
});

test('sends the token in the file of a workload identity as assertion', async () => {
  const form = await exchangeAs({ kind: 'workload', tenantId, clientId, tokenFile });
  expect([form.get('client_assertion'), form.get('client_secret')]).toEqual([federated, null]);
});
