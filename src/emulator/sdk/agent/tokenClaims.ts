import type { CommunicationTokenCredential } from '@azure/communication-common';
import { callingError, type CallingCommunicationError } from '../base/errors.ts';

/**
 * Reads the user from a credential's token. A page has one agent per user.
 * @returns the user's raw id. For a token that is not a JWT, the token itself, which the server will refuse.
 * @throws 401/44108 without a credential; 401/44110 when the credential gives no token; 403/40231 when the token is not
 * that of a Teams user.
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
 * The error for a token that the server has refused.
 * @returns 401/40235 for a token that has expired by this machine's clock, which may differ from the server's; 401/10009
 * otherwise.
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/call-setup-issues/invalid-or-expired-tokens
 */
export async function refusedToken(credential: CommunicationTokenCredential): Promise<Error> {
  const exp = claimsOf(await tokenOf(credential))?.exp;
  return typeof exp === 'number' && exp * 1000 <= Date.now()
    ? callingError(401, 40235, 'AccessToken expired.')
    : callingError(401, 10009, 'Unauthenticated identity: the token is not valid, or has expired.');
}

/**
 * The error of `createCallAgent`.
 * @param refusal the emulator's refusal of agents that are not Teams users.
 * @returns 403/40229 for the token of a Teams user, who needs `createTeamsCallAgent`; otherwise the refusal.
 */
export async function refusedCallAgent(
  credential: CommunicationTokenCredential,
  refusal: CallingCommunicationError,
): Promise<CallingCommunicationError> {
  const isTeamsUser = typeof claimsOf(await tokenOf(credential))?.tid === 'string';
  return isTeamsUser ? callingError(403, 40229, `A Teams user's token. ${refusal.message}`) : refusal;
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
    // Not a JWT.
    return null;
  }
}
