import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { EmulatorState } from '../core/emulatorState.ts';
import { readBearerToken } from '../core/accessTokens.ts';
import { controlPlane, createAudience } from '../core/resources.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { repeatPort } from '../http/repeatedPort.ts';
import { verifyHmac } from './hmac.ts';

/** A refusal by the ACS control plane, which answers with `{"error":{"code","message"}}`. */
export class AcsError extends Error {
  override readonly name = 'AcsError';
  readonly status: ContentfulStatusCode;
  readonly code: string;
  /** The header `Retry-After`; the response has none if this is undefined. */
  readonly retryAfterSeconds: number | undefined;
  /** The field of the request that is wrong; `undefined` if it is none. */
  readonly target: string | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    { retryAfterSeconds, target }: { retryAfterSeconds?: number | undefined; target?: string } = {},
  ) {
    super(message);
    // The cast is needed because a condition, a fault that a test switches on, may name any status.
    this.status = status as ContentfulStatusCode;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.target = target;
  }
}

/** Answers with a refusal. Other errors go on to the emulator's own error handler. */
export function sendAcsError(error: Error, c: Context): Response {
  if (!(error instanceof AcsError)) throw error;
  if (error.retryAfterSeconds !== undefined) c.header('retry-after', String(error.retryAfterSeconds));
  const { code, message, target } = error;
  return c.json({ error: { code, message, ...(target && { target }) } }, error.status);
}

/** The token's audience depends on whether the client writes one slash or two before `.default`. */
const acceptedAudiences = [createAudience(controlPlane, false), createAudience(controlPlane, true)];

/**
 * Authenticates a caller of the ACS resource. The caller either signs the request with the access key (HMAC), or sends the Entra
 * token of an identity that has a role on the resource.
 * @throws AcsError 401 without a valid signature or token, 403 for an identity without a role.
 * @see https://learn.microsoft.com/rest/api/communication/authentication
 */
export async function authenticate(
  c: Context<EmulatorEnv>,
  body: Uint8Array,
  { directory, accessKey, verifyAccessToken, conditions, now }: EmulatorState,
): Promise<void> {
  /** @param cause why the request is denied, which ACS itself does not say. */
  const createDeniedError = (cause: string) =>
    new AcsError(401, 'Denied', `Denied by the resource provider. The emulator adds: ${cause}`);
  // Node's request has the path and the query as they were sent, which the signature covers.
  const { method = '', url: target = '', headers } = c.env.incoming;
  const authorization = c.req.header('authorization');

  const token = readBearerToken(authorization);
  if (token) {
    const claims = await verifyAccessToken(token, acceptedAudiences);
    // Only identities in the tenant of the resource's Azure subscription can have a role on the resource.
    if (claims?.tid !== directory.acsResource.tid)
      throw createDeniedError(
        "the bearer is not a valid token for Communication Services in the resource's tenant.",
      );
    if (conditions.read(claims.oid).noRole) {
      throw new AcsError(403, 'Forbidden', 'The caller has no role assignment on this resource.');
    }
    return;
  }

  const signedRequest = {
    method,
    target,
    host: headers.host ?? '',
    body,
    authorization,
    date: c.req.header('x-ms-date'),
    contentHash: c.req.header('x-ms-content-sha256'),
  };
  if (!authorization) throw createDeniedError('the request has neither a signature nor a token.');
  const { host } = signedRequest;
  const isSigned = [host, repeatPort(host)].some((signedHost) =>
    verifyHmac({ ...signedRequest, host: signedHost }, accessKey, now()),
  );
  if (!isSigned)
    throw createDeniedError(
      `the signature does not fit the access key or the request, which came to ${host}. The connection string may be from an earlier start, or a proxy has changed the host or the path.`,
    );
}
