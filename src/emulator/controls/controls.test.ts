import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { personOf } from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();

test.each(['token?user=alice@fabrikam.example', 'conditions', 'identity/token', 'nothing-here'])(
  'a request to /emulator/%s without the secret gets 401',
  async (path) => {
    const { url, secret } = harness.emulator;
    for (const wrongSecret of [undefined, '', 'x', `${secret}x`]) {
      const response = await fetch(`${url}/emulator/${path}`, {
        headers: wrongSecret === undefined ? {} : { 'x-emulator-secret': wrongSecret },
      });
      expect(response.status).toBe(401);
    }
  },
);

test('GET /emulator/token answers with an ACS token for any user of the directory', async () => {
  const response = await harness.control('GET', 'token?user=alice@fabrikam.example');
  const { token, expiresOn } = (await response.json()) as { token: string; expiresOn: string };
  expect(token.split('.')).toHaveLength(3);
  expect(new Date(expiresOn).getTime()).toBeGreaterThan(Date.now());
  expect((await harness.control('GET', 'token?user=nobody')).status).toBe(404);
});

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

test('conditions can be set, read and reset, and requests with unknown conditions or users are refused', async () => {
  const alice = personOf('alice@fabrikam.example');
  await harness.control('POST', 'conditions', { noLicence: true });
  const answer = await harness.control('POST', 'conditions', { user: alice.upn, mfa: true });
  expect(await answer.json()).toEqual({ '*': { noLicence: true }, [alice.oid]: { mfa: true } });
  // The condition is spelt `noLicence`.
  const refusal = await harness.control('POST', 'conditions', { noLicense: true });
  expect(refusal.status).toBe(400);
  expect(await refusal.text()).toContain('noLicense');
  expect((await harness.control('POST', 'conditions', { user: 'nobody', mfa: true })).status).toBe(404);
  expect(await (await harness.control('DELETE', 'conditions')).json()).toEqual({});
});
