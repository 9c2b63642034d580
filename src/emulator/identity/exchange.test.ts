import { CommunicationIdentityClient } from '@azure/communication-identity';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator, type RunningEmulator } from '../emulator.ts';
import { contosoApp, fabrikamApp, personOf, signIn } from '../testing/signIn.ts';

let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0, appPort: 5173 });
});
afterAll(() => emulator.close());

async function exchange(
  upn: string,
  { connectionString = emulator.connectionString, clientId = contosoApp, as = upn } = {},
) {
  const { access_token: teamsUserAadToken } = await signIn({ url: emulator.url }, upn);
  const client = new CommunicationIdentityClient(connectionString, { allowInsecureConnection: true });
  return client.getTokenForTeamsUser({ teamsUserAadToken, clientId, userObjectId: personOf(as).oid });
}

test('Microsoft’s identity client exchanges an Entra token for an ACS token that ends with it', async () => {
  const { token, expiresOn } = await exchange('alice@fabrikam.example');
  const claims = decodeJwt(token);
  expect(claims).toMatchObject({
    skypeid: `orgid:${personOf('alice@fabrikam.example').oid}`,
    tid: personOf('alice@fabrikam.example').tid,
    acsScope: 'voip',
  });
  expect(claims.exp).toBe(expiresOn.getTime() / 1000);
  const left = expiresOn.getTime() - Date.now();
  expect(left).toBeGreaterThan(74 * 60_000);
  expect(left).toBeLessThanOrEqual(75 * 60_000);
});

test('one flipped byte of the access key is refused with 401', async () => {
  const [head, key = ''] = emulator.connectionString.split('accesskey=');
  const bytes = Buffer.from(key, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  const connectionString = `${head}accesskey=${bytes.toString('base64')}`;
  await expect(exchange('alice@fabrikam.example', { connectionString })).rejects.toMatchObject({
    statusCode: 401,
    code: 'Denied',
  });
});

test('another application or another user than the token’s is refused with 400', async () => {
  await expect(exchange('alice@fabrikam.example', { clientId: fabrikamApp })).rejects.toMatchObject({
    statusCode: 400,
  });
  await expect(exchange('alice@fabrikam.example', { as: 'bob@fabrikam.example' })).rejects.toMatchObject({
    statusCode: 400,
  });
});

test('a person without a Teams licence is refused with 403', async () => {
  await expect(exchange('dave@fabrikam.example')).rejects.toMatchObject({ statusCode: 403 });
});
