import { afterAll, beforeAll, expect, test } from 'vitest';
import { teamsPermissions } from '../../../src/contract/teamsPermissions.ts';
import { startStandIn, type StandIn } from '../emulatorTarget.ts';
import { adviseAfterExchange, adviseAfterRefusal, findAccountFault } from './advice.ts';
import { EntraRefusal, signInWithDeviceCode, type DeviceCode } from './deviceCode.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.target.close());

test('the client waits while the sign-in is pending, and waits longer after slow_down', async () => {
  const { env } = standIn.target;
  const operator = standIn.createOperator(() => undefined);
  let shownCode: DeviceCode | undefined;
  const pauses: number[] = [];
  const tokens = await signInWithDeviceCode({
    authority: env['ENTRA_AUTHORITY'] ?? '',
    tenant: env['ALLOWED_TENANTS'] ?? '',
    clientId: env['API_CLIENT_ID'] ?? '',
    scopes: ['openid', 'User.Read'],
    showCode: async (code) => {
      shownCode = code;
    },
    // The second request comes at once, so Entra asks the client to slow down. Then the person signs in.
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
      if (pauses.length === 3 && shownCode) await operator.showCode('alice', shownCode);
    },
  });
  expect(pauses).toEqual([5_000, 5_000, 10_000]);
  expect(tokens.accessToken).toMatch(/^eyJ/);
});

test.each([
  [
    'a tenant that forbids consent',
    400,
    'invalid_grant',
    'AADSTS65001: no consent',
    /administrator.*must consent/i,
  ],
  [
    'an unverified publisher',
    400,
    'access_denied',
    'AADSTS90094: admin',
    /publisher .* not verified.*verify the publisher/,
  ],
  [
    'no public client flows',
    401,
    'invalid_client',
    'AADSTS7000218: secret',
    /owner.*Allow public client flows/,
  ],
  ['an expired code', 400, 'expired_token', 'AADSTS70020: expired', /Nobody signed in within 15 minutes/],
  ['a declined sign-in', 400, 'authorization_declined', 'declined', /cancelled. Sign in again and accept/],
  ['an account of another tenant', 400, 'invalid_grant', 'AADSTS50020: x', /another tenant/],
  [
    'a permission that the application lacks',
    400,
    'invalid_client',
    'AADSTS650057: x',
    /owner.*Teams.ManageChats/,
  ],
  [
    'an unknown number',
    400,
    'other',
    'AADSTS999999: x',
    /AADSTS999999 at https:\/\/login.microsoftonline.com\/error/,
  ],
])('%s gets a sentence that says what to do, and who', (_, status, code, message, expected) => {
  expect(adviseAfterRefusal(new EntraRefusal(status, code, message))).toMatch(expected);
});

test('a guest and a token without the second permission are found, and a member with both is not', () => {
  const member = { scp: teamsPermissions.join(' '), tid: 'tenant-a' };
  expect(findAccountFault(member, teamsPermissions)).toBeNull();
  expect(findAccountFault({ ...member, idp: 'https://sts.windows.net/tenant-b/' }, teamsPermissions)).toMatch(
    /is a guest/,
  );
  expect(findAccountFault({ ...member, acct: 1 }, teamsPermissions)).toMatch(/is a guest/);
  expect(findAccountFault({ ...member, scp: 'Teams.ManageCalls' }, teamsPermissions)).toMatch(
    /lacks Teams.ManageChats. The owner .* administrator/,
  );
});

test('a refused exchange is explained by its status', () => {
  expect(adviseAfterExchange(403)).toMatch(/no Teams licence/);
  expect(adviseAfterExchange(500)).toBeNull();
});
