import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { answerDeviceCode } from '../testing/answerDeviceCode.ts';
import {
  contosoClientId,
  fabrikamClientId,
  personOf,
  postToken,
  renewTokens,
  teamsScope,
  type Tokens,
} from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';
import { readRefusal } from '../testing/withEntra.ts';

const harness = setUpEmulator();
const alice = personOf('alice@fabrikam.example');

async function requestCode(scope = `openid offline_access ${teamsScope}`) {
  const response = await fetch(`${harness.emulator.url}/organizations/oauth2/v2.0/devicecode`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: contosoClientId, scope }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as { user_code: string; device_code: string };
}

/** Asks for the tokens, as the device does. */
const poll = (device_code: string, options: { tenant?: string; clientId?: string } = {}) =>
  postToken(
    { url: harness.emulator.url, ...options },
    { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code },
  );
const readPollError = async (...request: Parameters<typeof poll>) =>
  (await readRefusal(poll(...request))).error;

test('a device gets the tokens of the user who enters its code, picks an account and consents', async () => {
  const code = await requestCode();
  const verification_uri = `${harness.emulator.url}/devicelogin`;
  expect(code).toMatchObject({ expires_in: 900, interval: 5, verification_uri });
  expect(await readPollError(code.device_code)).toBe('authorization_pending');
  const page = await answerDeviceCode(harness.emulator.url, code.user_code.toLowerCase(), alice.oid);
  expect(page).toContain('You have signed in');

  const tokens = (await (await poll(code.device_code)).json()) as Tokens;
  const claims = { oid: alice.oid, scp: 'Teams.ManageCalls Teams.ManageChats' };
  expect(decodeJwt(tokens.access_token)).toMatchObject(claims);
  expect(decodeJwt(tokens.id_token).nonce).toBeUndefined();
  expect((await renewTokens({ url: harness.emulator.url }, tokens.refresh_token)).status).toBe(200);
  // A device code is accepted once.
  expect(await readPollError(code.device_code)).toBe('bad_verification_code');
});

test('Entra tells a device that polls too often to slow down, and accepts its next request after the interval', async () => {
  const { device_code } = await requestCode();
  expect(await readPollError(device_code)).toBe('authorization_pending');
  harness.advance(4_000);
  expect(await readPollError(device_code)).toBe('slow_down');
  harness.advance(5_000);
  expect(await readPollError(device_code)).toBe('authorization_pending');
});

test('a device code expires after 15 minutes, for the device and for the user', async () => {
  const { device_code, user_code } = await requestCode();
  harness.advance(15 * 60_000);
  const refusal = { error: 'expired_token', error_codes: [70020] };
  expect(await readRefusal(poll(device_code))).toMatchObject(refusal);
  expect(await answerDeviceCode(harness.emulator.url, user_code, alice.oid)).toContain('AADSTS70018');
});

test('the device learns that the user has declined, or needs an administrator’s consent', async () => {
  const declined = await requestCode();
  const page = await answerDeviceCode(harness.emulator.url, declined.user_code, alice.oid, 'cancel');
  expect(page).toContain('You have not signed in');
  expect(await readPollError(declined.device_code)).toBe('authorization_declined');

  await harness.controlJson('POST', 'conditions', { userConsent: 'nothing' });
  const refused = await requestCode();
  // Bob is no administrator, so Entra takes no consent from him.
  const bob = personOf('bob@fabrikam.example');
  await answerDeviceCode(harness.emulator.url, refused.user_code, bob.oid, 'accept');
  expect(await readPollError(refused.device_code)).toBe('authorization_declined');
});

test('an application without public client flows gets a code, and no token after the sign-in', async () => {
  await harness.control('POST', 'conditions', { noPublicClient: true });
  const { device_code, user_code } = await requestCode();
  await answerDeviceCode(harness.emulator.url, user_code, alice.oid);
  const response = await poll(device_code);
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ error: 'invalid_client', error_codes: [7000218] });
});

test('Entra refuses a device code of another application, an unknown code, and scopes of two APIs', async () => {
  const { device_code } = await requestCode();
  const otherApplication = { tenant: 'fabrikam.example', clientId: fabrikamClientId };
  expect(await readPollError(device_code, otherApplication)).toBe('bad_verification_code');
  expect(await readPollError('unknown')).toBe('bad_verification_code');
  await expect(requestCode(`${teamsScope} User.Read`)).rejects.toThrow('AADSTS28000');
});
