import type { Context } from 'hono';
import type { ConditionStore } from '../core/conditionStore.ts';
import { bearerToken, type VerifyAccessToken } from '../core/accessTokens.ts';
import { controlPlane } from '../core/resources.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { acsResource } from '../core/seed.ts';
import { AcsError } from './acsError.ts';
import { verifyHmac } from './hmac.ts';

export interface CallerDeps {
  /** The resource's key, base64. */
  readonly accessKey: string;
  readonly verifyAccessToken: VerifyAccessToken;
  readonly conditions: ConditionStore;
  readonly now: () => number;
}

/**
 * Authenticates a caller of the ACS resource, by the resource's key (HMAC) or by a role on the resource (Entra bearer).
 * @throws AcsError 401 for a caller without either, 403 for a user without a role.
 * @see https://learn.microsoft.com/rest/api/communication/authentication
 */
export async function authenticate(
  c: Context<EmulatorEnv>,
  body: Uint8Array,
  { accessKey, verifyAccessToken, conditions, now }: CallerDeps,
): Promise<void> {
  const denied = () => new AcsError(401, 'Denied', 'Denied by the resource provider.');
  const { method = '', url: target = '', headers } = c.env.incoming;
  const authorization = c.req.header('authorization');

  const token = bearerToken(authorization);
  if (token) {
    const claims = await verifyAccessToken(token, controlPlane.audience);
    // Roles are assigned in the directory of the resource's subscription only.
    if (claims?.tid !== acsResource.tid) throw denied();
    if (conditions.of(claims.oid).noRole) {
      throw new AcsError(403, 'Forbidden', 'The caller has no role assignment on this resource.');
    }
    return;
  }

  const request = {
    method,
    target,
    host: headers.host ?? '',
    body,
    authorization,
    date: c.req.header('x-ms-date'),
    contentHash: c.req.header('x-ms-content-sha256'),
  };
  if (!verifyHmac(request, accessKey, now())) throw denied();
}
