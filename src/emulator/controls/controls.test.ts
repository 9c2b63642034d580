import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();

test('the condition tokenLifetimeSeconds sets the lifetime of the ACS token from GET /emulator/token', async () => {
  await harness.control('POST', 'conditions', { user: 'alice@fabrikam.example', tokenLifetimeSeconds: 120 });
  const fetchLifetimeSeconds = async (user: string) => {
    const { token } = (await (await harness.control('GET', `token?user=${user}`)).json()) as {
      token: string;
    };
    const { exp = 0, iat = 0 } = decodeJwt(token);
    return exp - iat;
  };
  expect(await fetchLifetimeSeconds('alice@fabrikam.example')).toBe(120);
  expect(await fetchLifetimeSeconds('bob@fabrikam.example')).toBe(3600);
  await harness.control('DELETE', 'conditions');
});

test('POST /emulator/sign makes a token with exactly the given header and claims', async () => {
  const { url } = harness.emulator;
  const claims = { iss: 'anyone', aud: 'x', list: [1, { deep: true }], exp: 4_000_000_000 };
  const signToken = async (header: object) =>
    ((await (await harness.control('POST', 'sign', { header, claims })).json()) as { token: string }).token;
  const forgedHeader = { alg: 'none', typ: 'at+jwt', jku: 'http://evil.example/' };
  expect(decodeProtectedHeader(await signToken(forgedHeader))).toEqual(forgedHeader);
  const keys = createRemoteJWKSet(new URL(`${url}/organizations/discovery/v2.0/keys`));
  expect((await jwtVerify(await signToken({ alg: 'RS256' }), keys)).payload).toEqual(claims);
  expect((await harness.control('POST', 'sign', { claims })).status).toBe(400);
});
