import { afterAll, beforeAll, expect, test } from 'vitest';
import { teamsPermissions } from '../../../src/contract/teamsPermissions.ts';
import { startStandIn, type StandIn } from '../emulatorTarget.ts';
import { findAccountFault } from './advice.ts';
import { signInWithDeviceCode, type DeviceCode } from './deviceCode.ts';

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
