import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { personOf } from '../testing/signIn.ts';
import { withEmulator } from '../testing/withEmulator.ts';

const harness = withEmulator();

test.each(['token?user=alice@fabrikam.example', 'conditions', 'identity/token', 'nothing-here'])(
  '/emulator/%s needs the secret',
  async (path) => {
    const { url, secret } = harness.emulator;
    for (const given of [undefined, '', 'x', `${secret}x`]) {
      const response = await fetch(`${url}/emulator/${path}`, {
        headers: given === undefined ? {} : { 'x-emulator-secret': given },
      });
      expect(response.status).toBe(401);
    }
  },
);

test('GET /emulator/token gives an ACS token for any user of the directory', async () => {
  const response = await harness.control('GET', 'token?user=alice@fabrikam.example');
  const { token, expiresOn } = (await response.json()) as { token: string; expiresOn: string };
  expect(token.split('.')).toHaveLength(3);
  expect(new Date(expiresOn).getTime()).toBeGreaterThan(Date.now());
  expect((await harness.control('GET', 'token?user=nobody')).status).toBe(404);
});

test('the lifetime of that ACS token follows the condition', async () => {
  await harness.control('POST', 'conditions', { user: 'alice@fabrikam.example', tokenLifetimeSeconds: 120 });
  const life = async (user: string) => {
    const { token } = (await (await harness.control('GET', `token?user=${user}`)).json()) as {
      token: string;
    };
    const { exp = 0, iat = 0 } = decodeJwt(token);
    return exp - iat;
  };
  expect(await life('alice@fabrikam.example')).toBe(120);
  expect(await life('bob@fabrikam.example')).toBe(3600);
  await harness.control('DELETE', 'conditions');
});

test('POST /emulator/sign makes a token with exactly the given header and claims', async () => {
  const { url } = harness.emulator;
  const claims = { iss: 'anyone', aud: 'x', list: [1, { deep: true }], exp: 4_000_000_000 };
  const sign = async (header: object) =>
    ((await (await harness.control('POST', 'sign', { header, claims })).json()) as { token: string }).token;
  const odd = { alg: 'none', typ: 'at+jwt', jku: 'http://evil.example/' };
  expect(decodeProtectedHeader(await sign(odd))).toEqual(odd);
  const keys = createRemoteJWKSet(new URL(`${url}/organizations/discovery/v2.0/keys`));
  expect((await jwtVerify(await sign({ alg: 'RS256' }), keys)).payload).toEqual(claims);
  expect((await harness.control('POST', 'sign', { claims })).status).toBe(400);
});

test('conditions can be set, read and reset; unknown names and people are refused', async () => {
  const alice = personOf('alice@fabrikam.example');
  await harness.control('POST', 'conditions', { noLicence: true });
  const set = await harness.control('POST', 'conditions', { user: alice.upn, mfa: true });
  expect(await set.json()).toEqual({ '*': { noLicence: true }, [alice.oid]: { mfa: true } });
  const wrong = await harness.control('POST', 'conditions', { noLicense: true });
  expect(wrong.status).toBe(400);
  expect(await wrong.text()).toContain('noLicense');
  expect((await harness.control('POST', 'conditions', { user: 'nobody', mfa: true })).status).toBe(404);
  expect(await (await harness.control('DELETE', 'conditions')).json()).toEqual({});
});
