import type { CommunicationTokenCredential } from '@azure/communication-common';
import { callingError, type CallingCommunicationError } from '../base/errors.ts';

/**
 * Whose token a credential gives: what agents are told apart by, before anything is connected.
 * @returns the person in the token; of what is no JWT the text itself, which is the server's to refuse.
 * @throws 401/44108 without a credential, 401/44110 when it gives none, 403/40231 for the token of somebody who is no Teams user.
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/call-setup-issues/failed-to-create-call-agent
 */
export async function identityOf(credential: CommunicationTokenCredential): Promise<string> {
  const token = await tokenOf(credential);
  const claims = claimsOf(token);
  if (!claims) return token;
  if (typeof claims.tid !== 'string') {
    throw callingError(403, 40231, 'TeamsCallAgent must be created only with Teams token.');
  }
  return typeof claims.skypeid === 'string' ? claims.skypeid : token;
}

/**
 * Why the server did not take a credential's token.
 * @returns 401/40235 for one that has ended by this machine's clock, which the server need not share; 401/10009 otherwise.
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/call-setup-issues/invalid-or-expired-tokens
 */
export async function refusedToken(credential: CommunicationTokenCredential): Promise<Error> {
  const exp = claimsOf(await tokenOf(credential))?.exp;
  return typeof exp === 'number' && exp * 1000 <= Date.now()
    ? callingError(401, 40235, 'AccessToken expired.')
    : callingError(401, 10009, 'Unauthenticated identity: the token is not valid, or has ended.');
}

/** @returns 403/40229 for the token of a Teams user, which is for `createTeamsCallAgent`; otherwise what is given. */
export async function refusedCallAgent(
  credential: CommunicationTokenCredential,
  otherwise: CallingCommunicationError,
): Promise<CallingCommunicationError> {
  const isTeamsUser = typeof claimsOf(await tokenOf(credential))?.tid === 'string';
  return isTeamsUser ? callingError(403, 40229, `A Teams user's token. ${otherwise.message}`) : otherwise;
}

async function tokenOf(credential: CommunicationTokenCredential | undefined): Promise<string> {
  if (!credential) throw callingError(401, 44108, 'No CommunicationTokenCredential provided.');
  try {
    const { token } = await credential.getToken();
    return token;
  } catch (cause) {
    throw Object.assign(
      callingError(401, 44110, 'Failed to get AccessToken from the credential.', 'UnexpectedClientError'),
      { cause },
    );
  }
}

function claimsOf(token: string): Partial<Record<string, unknown>> | null {
  try {
    const [, payload = ''] = token.split('.');
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof claims === 'object' ? claims : null;
  } catch {
    // No JWT.
    return null;
  }
}
