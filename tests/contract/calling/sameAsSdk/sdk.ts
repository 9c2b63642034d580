import type { CommunicationTokenCredential } from '@azure/communication-common';

export type Sdk = typeof import('@azure/communication-calling');

export const [aliceId, bobId] = [
  'a0000000-0000-4000-8000-00000000000a',
  'b0000000-0000-4000-8000-00000000000b',
];
export const callee = { microsoftTeamsUserId: bobId };

/** @returns a well-formed link to a Teams meeting that does not exist. */
export function createMeetingLink(): string {
  const threadId = encodeURIComponent('19:meeting_same@thread.v2');
  const context = encodeURIComponent(JSON.stringify({ Tid: bobId, Oid: bobId }));
  return `https://teams.microsoft.com/l/meetup-join/${threadId}/0?context=${context}`;
}

const encodePart = (value: object): string => btoa(JSON.stringify(value)).replaceAll('=', '');

/** @returns a credential of a Teams user with a made-up token. No server checks the token, because the pages have no network. */
export function createCredential(oid: string): CommunicationTokenCredential {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const tid = 'f1111111-1111-4111-8111-111111111111';
  const times = { csi: String(nowSeconds), iat: nowSeconds, exp: nowSeconds + 86_400 };
  const claims = { ...times, skypeid: `orgid:${oid}`, scp: 1024, tid, acsScope: 'voip', resourceId: tid };
  const token = `${encodePart({ alg: 'RS256', kid: 'x', typ: 'JWT' })}.${encodePart(claims)}.c2ln`;
  return {
    getToken: async () => ({ token, expiresOnTimestamp: (nowSeconds + 86_400) * 1000 }),
    dispose: () => {},
  };
}
