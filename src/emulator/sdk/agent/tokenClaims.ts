import type { CommunicationTokenCredential } from '@azure/communication-common';
import { callingError, check } from '../base/errors.ts';

/**
 * @returns the raw id of the token's user: a Teams user's `8:orgid:…`, or an agent's `8:acs:…`. If the token names none, the token itself serves as the id,
 * until the signalling server refuses it.
 * @throws 403/40231 (code/subcode) for the token of an ACS user; the errors of `fetchToken`.
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/call-setup-issues/failed-to-create-call-agent
 */
export async function readUserRawId(credential: CommunicationTokenCredential): Promise<string> {
  const token = await fetchToken(credential);
  const claims = decodeClaims(token);
  if (!claims) return token;
  // Only the tokens of Teams users and of agents name a tenant.
  check(typeof claims.tid === 'string', 403, 40231, 'TeamsCallAgent must be created only with Teams token.');
  return typeof claims.skypeid === 'string' ? `8:${claims.skypeid}` : token;
}

/**
 * @returns the raw id of the token's ACS user: `8:acs:…`. If the token names none, the token itself serves as the id, until the
 * signalling server refuses it.
 * @throws 403/40229 (code/subcode) for the token of a Teams user or an agent; 401/44114 for a token without scopes; 401/44113 for one
 *   without a scope for calls; the errors of `fetchToken`.
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/call-setup-issues/failed-to-create-call-agent
 */
export async function readAcsUserRawId(credential: CommunicationTokenCredential): Promise<string> {
  const token = await fetchToken(credential);
  const claims = decodeClaims(token);
  if (!claims) return token;
  const { tid, acsScope, skypeid } = claims;
  const isTeams = typeof tid === 'string';
  check(!isTeams, 403, 40229, 'CallAgent must be created only with ACS token: use createTeamsCallAgent.');
  check(typeof acsScope === 'string', 401, 44114, 'Wrong AccessToken scope format.');
  check(acsScope.includes('voip'), 401, 44113, 'Wrong AccessToken scope: it does not contain voip.');
  return typeof skypeid === 'string' ? `8:${skypeid}` : token;
}

/**
 * Creates the error for a token that the signalling server has refused.
 * @returns 401/40235 if the token has expired by this machine's clock, which may differ from the server's; otherwise
 * 401/10009.
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/call-setup-issues/invalid-or-expired-tokens
 */
export async function refusedTokenError(credential: CommunicationTokenCredential): Promise<Error> {
  const exp = decodeClaims(await fetchToken(credential))?.exp;
  return typeof exp === 'number' && exp * 1000 <= Date.now()
    ? callingError(401, 40235, 'AccessToken expired.')
    : callingError(
        401,
        10009,
        'Unauthenticated identity: the token is not valid, has expired, or comes from another emulator or an earlier start of this one.',
      );
}

/** @throws 401/44108 without a credential; 401/44110 if the credential gives no token. */
async function fetchToken(credential: CommunicationTokenCredential | undefined): Promise<string> {
  check(credential, 401, 44108, 'No CommunicationTokenCredential provided.');
  try {
    return (await credential.getToken()).token;
  } catch (cause) {
    const message = 'Failed to get AccessToken from the credential.';
    throw Object.assign(callingError(401, 44110, message, 'UnexpectedClientError'), { cause });
  }
}

/** @returns the claims of a JWT, whose signature only the server checks; `null` for a token that is not a JWT. */
function decodeClaims(token: string): Partial<Record<string, unknown>> | null {
  try {
    const [, payload = ''] = token.split('.');
    // A JWT uses the base64 alphabet for URLs, which `atob` does not read.
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof claims === 'object' ? claims : null;
  } catch {
    return null;
  }
}
