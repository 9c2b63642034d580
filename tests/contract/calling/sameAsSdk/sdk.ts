import type { CommunicationTokenCredential } from '@azure/communication-common';

export type Sdk = typeof import('@azure/communication-calling');

export const [aliceId, bobId] = [
  'a0000000-0000-4000-8000-00000000000a',
  'b0000000-0000-4000-8000-00000000000b',
];
export const callee = { microsoftTeamsUserId: bobId };
/** The raw ids of users of Communication Services. */
export const acsIds = {
  ann: '8:acs:ac500000-0000-4000-8000-0000000000ac_0000000a-0000-4000-8000-00000000000a',
  ben: '8:acs:ac500000-0000-4000-8000-0000000000ac_0000000b-0000-4000-8000-00000000000b',
  cid: '8:acs:ac500000-0000-4000-8000-0000000000ac_0000000c-0000-4000-8000-00000000000c',
};

/** @returns a well-formed link to a Teams meeting that does not exist. */
export function createMeetingLink(): string {
  const threadId = encodeURIComponent('19:meeting_same@thread.v2');
  const context = encodeURIComponent(JSON.stringify({ Tid: bobId, Oid: bobId }));
  return `https://teams.microsoft.com/l/meetup-join/${threadId}/0?context=${context}`;
}

const encodePart = (value: object): string => btoa(JSON.stringify(value)).replaceAll('=', '');

/** @returns a credential with a made-up token. No server checks the token, because the pages have no network. */
function createCredentialOf(claims: object): CommunicationTokenCredential {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const times = { csi: String(nowSeconds), iat: nowSeconds, exp: nowSeconds + 86_400 };
  const token = `${encodePart({ alg: 'RS256', kid: 'x', typ: 'JWT' })}.${encodePart({ ...times, ...claims })}.c2ln`;
  return {
    getToken: async () => ({ token, expiresOnTimestamp: (nowSeconds + 86_400) * 1000 }),
    dispose: () => {},
  };
}

/** @returns a credential of a Teams user. */
export function createCredential(oid: string): CommunicationTokenCredential {
  const tid = 'f1111111-1111-4111-8111-111111111111';
  return createCredentialOf({ skypeid: `orgid:${oid}`, scp: 1024, tid, acsScope: 'voip', resourceId: tid });
}

/** @returns a credential of a user of Communication Services. @param acsScope the scopes of the token */
export function createAcsCredential(
  rawId: string,
  acsScope: string | null = 'voip',
): CommunicationTokenCredential {
  const resourceId = 'ac500000-0000-4000-8000-0000000000ac';
  return createCredentialOf({
    skypeid: rawId.slice('8:'.length),
    scp: 1792,
    ...(acsScope !== null && { acsScope }),
    resourceId,
  });
}
