import { expect, test } from 'vitest';
import { teamsPermissions } from '../../../src/contract/teamsPermissions.ts';
import { startStandIn } from '../emulatorTarget.ts';
import { findAccountFault } from './advice.ts';
import { signInWithDeviceCode, type DeviceCode } from './deviceCode.ts';

test('the client waits while the sign-in is pending, and waits longer after slow_down', async () => {
  const standIn = await startStandIn();
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
  await standIn.target.close();
  expect(pauses).toEqual([5_000, 5_000, 10_000]);
  expect(tokens.accessToken).toMatch(/^eyJ/);
});

test.each([
  ['accepts a member with both permissions', {}, /^null$/],
  ['finds a guest by the tenant', { idp: 'https://sts.windows.net/tenant-b/' }, /is a guest/],
  ['finds a guest by the claim acct', { acct: 1 }, /is a guest/],
  [
    'names a missing permission',
    { scp: 'Teams.ManageCalls' },
    /lacks Teams.ManageChats. The owner .* administrator/,
  ],
])('findAccountFault %s', (_title, claims, fault) => {
  const member = { scp: teamsPermissions.join(' '), tid: 'tenant-a' };
  expect(String(findAccountFault({ ...member, ...claims }))).toMatch(fault);
});
