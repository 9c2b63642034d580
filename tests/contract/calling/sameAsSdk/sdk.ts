import type { CommunicationTokenCredential } from '@azure/communication-common';

export type Sdk = typeof import('@azure/communication-calling');

export const [alice, bob] = ['a0000000-0000-4000-8000-00000000000a', 'b0000000-0000-4000-8000-00000000000b'];
export const callee = { microsoftTeamsUserId: bob };

const part = (value: object): string => btoa(JSON.stringify(value)).replaceAll('=', '');

/** @returns a credential of a Teams user. Nobody issued its token, which no server sees: the pages have no network. */
export function credentialOf(oid: string): CommunicationTokenCredential {
  const now = Math.floor(Date.now() / 1000);
  const tid = 'f1111111-1111-4111-8111-111111111111';
  const claims = { skypeid: `orgid:${oid}`, scp: 1024, csi: String(now), iat: now, exp: now + 86_400, tid };
  const resource = { acsScope: 'voip', resourceId: tid };
  const token = `${part({ alg: 'RS256', kid: 'x', typ: 'JWT' })}.${part({ ...claims, ...resource })}.c2ln`;
  return { getToken: async () => ({ token, expiresOnTimestamp: (now + 86_400) * 1000 }), dispose: () => {} };
}
