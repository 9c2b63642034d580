import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import type { EmulatorState } from '../core/emulatorState.ts';
import type { EmulatorApp, EmulatorEnv } from '../http/env.ts';
import { readBearerToken, type AccessClaims } from '../core/accessTokens.ts';
import { graph } from '../core/resources.ts';
import type { Person } from '../core/people.ts';
import type { ChatStore } from './chatStore.ts';
import { GraphError } from './graphError.ts';

/** What the emulated Graph needs of the emulator. */
export interface GraphState extends EmulatorState {
  /** @param oid a user's object id. */
  readonly isInCall: (oid: string) => boolean;
  readonly chats: ChatStore;
}

/** The argument of the functions that add Graph's routes. */
export interface GraphContext extends GraphState {
  readonly app: EmulatorApp;
  readonly authenticateCaller: AuthenticateCaller;
}

/** The services that answer behind Graph. They differ in their error for a missing permission. */
type GraphService = 'directory' | 'outlook' | 'teams';

/** @param required permissions of which the request needs one. @param granted the permissions that the token has instead. */
function createForbiddenError(service: GraphService, required: string[], granted: string[]): GraphError {
  const errors = {
    directory: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
    outlook: ['ErrorAccessDenied', 'Access is denied. Check credentials and try again.'],
    teams: [
      'Forbidden',
      `Missing scope permissions on the request. API requires one of '${required.join(', ')}'. Scopes on the request '${granted.join(', ')}'`,
    ],
  } satisfies Record<GraphService, [code: string, message: string]>;
  const [code, message] = errors[service];
  return new GraphError(403, code, message);
}

/** @throws GraphError 401 for a request without a token. */
export function requireBearerToken(c: Context): string {
  const token = readBearerToken(c.req.header('authorization'));
  if (token) return token;
  throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token is empty.');
}

/**
 * Creates the header `WWW-Authenticate` of a claims challenge: the client must get a token that is newer than a revocation.
 * @param revokedAt milliseconds since 1970.
 * @see https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation
 */
function createClaimsChallenge(revokedAt: number): string {
  const claims = { access_token: { nbf: { essential: true, value: String(Math.floor(revokedAt / 1000)) } } };
  const encoded = Buffer.from(JSON.stringify(claims)).toString('base64');
  return `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="${graph.audience}", error="insufficient_claims", claims="${encoded}"`;
}

export type AuthenticateCaller = ReturnType<typeof createAuthenticateCaller>;

export function createAuthenticateCaller(state: GraphState) {
  const { directory, verifyAccessToken, conditions, revocations } = state;
  /** A revoked sign-in's token is only refused if the client can handle a claims challenge: if it has the capability `cp1`. */
  const needsChallenge = ({ sid, xms_cc: capabilities }: AccessClaims): boolean =>
    revocations.isRevoked(sid ?? '') && (capabilities?.includes('cp1') ?? false);

  /**
   * Authenticates a request, and stores in its context the token's `permissions` and the `clientId` of the application.
   * @param service the service behind Graph that answers this request.
   * @param permissions those of which the token must have at least one.
   * @returns the caller: the user for whom the token was issued.
   * @throws GraphError 401 without a valid token, 403 without a permission, 429 while a test throttles Graph.
   */
  return async (
    c: Context<EmulatorEnv>,
    service: GraphService,
    ...permissions: string[]
  ): Promise<Person> => {
    const claims = await verifyAccessToken(requireBearerToken(c), graph.audience);
    const person = claims && directory.findPerson(claims.oid);
    if (!person) throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token validation failure.');
    // A test can make Graph slow. `ref: false` lets the emulator's process end while a request waits.
    await sleep(conditions.read(person.oid).delayGraphMs ?? 0, undefined, { ref: false });
    if (needsChallenge(claims)) {
      throw new GraphError(
        401,
        'InvalidAuthenticationToken',
        'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
        { 'www-authenticate': createClaimsChallenge(revocations.readLastRevocation(person.oid)) },
      );
    }
    const throttle = conditions.consumeOnce('throttleGraph', person.oid);
    if (throttle) {
      const headers = { 'retry-after': String(throttle.retryAfterSeconds) };
      throw new GraphError(429, 'TooManyRequests', 'Too many requests.', headers);
    }
    const scopes = claims.scp?.split(' ') ?? [];
    if (!scopes.some((name) => permissions.includes(name))) {
      throw createForbiddenError(service, permissions, scopes);
    }
    c.set('permissions', scopes);
    c.set('clientId', claims.appid ?? '');
    return person;
  };
}
