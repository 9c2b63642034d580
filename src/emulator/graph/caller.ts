import type { Context } from 'hono';
import type { ConditionStore } from '../core/conditionStore.ts';
import { bearerToken, type AccessClaims, type VerifyAccessToken } from '../core/accessTokens.ts';
import { graph } from '../core/resources.ts';
import type { Person } from '../core/people.ts';
import type { Revocations } from '../core/revocations.ts';
import { findPerson } from '../core/seed.ts';
import { GraphError } from './graphError.ts';

export interface GraphDeps {
  readonly verifyAccessToken: VerifyAccessToken;
  readonly conditions: ConditionStore;
  readonly revocations: Revocations;
  readonly now: () => number;
  /** Tells whether a person is in a call; nobody is when left out. */
  readonly inCall?: (oid: string) => boolean;
}

/** The services behind Graph. Each refuses in its own words. */
export type Service = 'directory' | 'outlook' | 'teams';

/**
 * Authenticates a request.
 * @param permissions those of which the caller's token must have one.
 * @returns the caller.
 * @throws GraphError 401 without a valid token, 403 without a permission, 429 when a condition says so.
 */
export type Caller = (c: Context, service: Service, ...permissions: string[]) => Promise<Person>;

function denied(service: Service, required: readonly string[], scopes: string): GraphError {
  switch (service) {
    case 'directory':
      return new GraphError(
        403,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      );
    case 'outlook':
      return new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
    case 'teams': {
      const message = `Missing scope permissions on the request. API requires one of '${required.join(', ')}'. Scopes on the request '${scopes}'`;
      return new GraphError(403, 'Forbidden', message);
    }
  }
}

/**
 * Makes a claims challenge, which demands a token that was issued after the revocation.
 * @param revokedAt milliseconds since 1970.
 * @see https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation
 */
function challenge(revokedAt: number): string {
  const claims = { access_token: { nbf: { essential: true, value: String(Math.floor(revokedAt / 1000)) } } };
  const encoded = Buffer.from(JSON.stringify(claims)).toString('base64');
  return `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="${graph.audience}", error="insufficient_claims", claims="${encoded}"`;
}

export function createCaller({ verifyAccessToken, conditions, revocations }: GraphDeps): Caller {
  /** Only clients that handle challenges get one. The tokens of others stay valid until they expire. */
  function isChallenged({ sid, xms_cc: capabilities }: AccessClaims): boolean {
    return revocations.isRevoked(sid ?? '') && (capabilities?.includes('cp1') ?? false);
  }

  return async (c, service, ...permissions) => {
    const token = bearerToken(c.req.header('authorization'));
    if (!token) throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token is empty.');
    const claims = await verifyAccessToken(token, graph.audience);
    const person = claims && findPerson(claims.oid);
    if (!person) throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token validation failure.');
    if (isChallenged(claims)) {
      throw new GraphError(
        401,
        'InvalidAuthenticationToken',
        'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
        { 'www-authenticate': challenge(revocations.last(person.oid)) },
      );
    }
    const throttle = conditions.take('throttleGraph', person.oid);
    if (throttle) {
      const headers = { 'retry-after': String(throttle.retryAfterSeconds) };
      throw new GraphError(429, 'TooManyRequests', 'Too many requests.', headers);
    }
    const scopes = claims.scp?.split(' ') ?? [];
    if (!scopes.some((name) => permissions.includes(name))) {
      throw denied(service, permissions, scopes.join(', '));
    }
    return person;
  };
}
