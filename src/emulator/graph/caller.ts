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
  /** Whether a person is in a call now; nobody is when left out. */
  readonly inCall?: (oid: string) => boolean;
}

/** The services behind Graph, each of which refuses in its own words. */
export type Service = 'directory' | 'outlook' | 'teams';

/** @returns who calls. @param permissions any one of them suffices. @throws GraphError */
export type Caller = (c: Context, service: Service, ...permissions: string[]) => Promise<Person>;

function denied(service: Service, wanted: readonly string[], had: string): GraphError {
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
      const message = `Missing scope permissions on the request. API requires one of '${wanted.join(', ')}'. Scopes on the request '${had}'`;
      return new GraphError(403, 'Forbidden', message);
    }
  }
}

/**
 * What a client must ask for to get a token again: one issued after the revocation.
 * @see https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation
 */
function challenge(since: number): string {
  const claims = { access_token: { nbf: { essential: true, value: String(Math.floor(since / 1000)) } } };
  const encoded = Buffer.from(JSON.stringify(claims)).toString('base64');
  return `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="${graph.audience}", error="insufficient_claims", claims="${encoded}"`;
}

export function createCaller({ verifyAccessToken, conditions, revocations }: GraphDeps): Caller {
  /** Only clients that said they understand a challenge get one; the others' tokens last until they end. */
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
      const wait = { 'retry-after': String(throttle.retryAfterSeconds) };
      throw new GraphError(429, 'TooManyRequests', 'Too many requests.', wait);
    }
    const had = claims.scp?.split(' ') ?? [];
    if (!had.some((name) => permissions.includes(name))) throw denied(service, permissions, had.join(', '));
    return person;
  };
}
