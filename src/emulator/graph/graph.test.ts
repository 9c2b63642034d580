import { expect, test } from 'vitest';
import { graphAs, json } from '../testing/graphAs.ts';
import { personOf, signIn } from '../testing/signIn.ts';
import { withEmulator } from '../testing/withEmulator.ts';

const harness = withEmulator();
const alice = 'alice@fabrikam.example';
const bob = personOf('bob@fabrikam.example');

test('a request without a token, or with a token for another API, gets 401', async () => {
  expect((await fetch(`${harness.emulator.url}/v1.0/me`)).status).toBe(401);
  const { access_token } = await signIn({ url: harness.emulator.url }, alice);
  const foreign = await fetch(`${harness.emulator.url}/v1.0/me`, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  expect(foreign.status).toBe(401);
  expect(await json(foreign)).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
});

test('a request without the permission gets 403, in the words of the service behind Graph', async () => {
  const graph = await graphAs(harness, alice, 'User.Read');
  const answers = [
    [`/users/${bob.oid}`, 'Authorization_RequestDenied'],
    [`/users/${bob.oid}/photo/$value`, 'ErrorAccessDenied'],
    ['/me/people', 'ErrorAccessDenied'],
    [`/users/${bob.oid}/presence`, 'Forbidden'],
  ] as const;
  for (const [path, code] of answers) {
    const response = await graph(path);
    expect(response.status).toBe(403);
    expect(await json(response)).toMatchObject({ error: { code } });
  }
});

test('an unknown path gets 404 in Graph’s form, with request ids', async () => {
  const graph = await graphAs(harness, alice);
  const response = await graph('/me/drive/root');
  expect(response.status).toBe(404);
  expect(await json(response)).toMatchObject({
    error: {
      code: 'ResourceNotFound',
      message: expect.stringContaining('GET /v1.0/me/drive/root') as string,
      innerError: { 'request-id': expect.any(String) as string, date: expect.any(String) as string },
    },
  });
});

test('a throttling condition answers 429 with Retry-After as often as it says', async () => {
  const graph = await graphAs(harness, alice);
  await harness.control('POST', 'conditions', {
    user: alice,
    throttleGraph: { times: 1, retryAfterSeconds: 3 },
  });
  const response = await graph('/me');
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3']);
  expect((await graph('/me')).status).toBe(200);
});

test('after a revocation a client with cp1 gets a claims challenge; another client’s token works until it expires', async () => {
  const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } });
  const { access_token } = await signIn(
    { url: harness.emulator.url, scope: 'openid User.Read', extra: { claims }, tokenExtra: { claims } },
    alice,
  );
  const plain = await graphAs(harness, alice);
  await harness.control('POST', 'revoke', { user: alice });
  const challenged = await fetch(`${harness.emulator.url}/v1.0/me`, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  expect(challenged.status).toBe(401);
  const header = challenged.headers.get('www-authenticate') ?? '';
  expect(header).toContain('error="insufficient_claims"');
  const demanded = Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? '', 'base64').toString();
  expect(JSON.parse(demanded)).toMatchObject({ access_token: { nbf: { essential: true } } });
  expect((await plain('/me')).status).toBe(200);
  const again = await graphAs(harness, alice);
  expect((await again('/me')).status).toBe(200);
});
