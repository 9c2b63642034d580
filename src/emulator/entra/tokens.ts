import { createHash, randomBytes } from 'node:crypto';
import type { EmulatorState } from '../core/emulatorState.ts';
import type { Person } from '../core/people.ts';
import type { Resource } from '../core/resources.ts';
import type { Application } from '../core/directory.ts';
import type { ClaimsRequest } from './protocol/claimsRequest.ts';
import type { ResourceScopes } from './protocol/scopes.ts';
import type { SignIn } from './sessions.ts';

/** The user, the application and the sign-in for which a token is issued. */
export interface TokenSubject {
  readonly person: Person;
  readonly application: Application;
  readonly signIn: SignIn;
}

/** Entra chooses a random lifetime from 60 to 90 minutes. The emulator uses the middle. */
const defaultLifetimeSeconds = 75 * 60;

/** The object id of the managed identity with which the ACS owner's token service calls Azure. */
const managedIdentityOid = 'ab000000-0000-4000-8000-0000000000ab';

/** @returns the claim `sub`, which differs between applications as in Entra. */
function computePairwiseId({ person, application }: TokenSubject): string {
  return createHash('sha256').update(`${person.oid}${application.clientId}`).digest('base64url');
}

/** @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
export function createTokenIssuer({ directory, origin, key, now, conditions }: EmulatorState) {
  const header = { typ: 'JWT', alg: 'RS256', kid: key.kid };
  const createTimeClaims = (lifetimeSeconds: number) => {
    const iat = Math.floor(now() / 1000);
    return { iat, nbf: iat, exp: iat + lifetimeSeconds };
  };
  const createUserClaims = ({ person }: TokenSubject) => ({
    tid: person.tid,
    oid: person.oid,
    name: person.displayName,
    uti: randomBytes(16).toString('base64url'),
  });

  return {
    /** @returns the token for one API, and its lifetime in seconds. */
    issueAccessToken(
      subject: TokenSubject,
      { resource, audience, permissionNames }: ResourceScopes,
      { handlesChallenges }: ClaimsRequest,
    ): { token: string; expiresIn: number } {
      const { person, signIn } = subject;
      const expiresIn = conditions.read(person.oid).tokenLifetimeSeconds ?? defaultLifetimeSeconds;
      const token = key.sign(header, {
        aud: audience,
        ...createTimeClaims(expiresIn),
        ...createUserClaims(subject),
        sub: computePairwiseId(subject),
        sid: signIn.sid,
        scp: permissionNames.join(' '),
        ver: resource.version,
        ...(handlesChallenges && { xms_cc: ['cp1'] }),
        ...(signIn.acrs.length > 0 && { acrs: signIn.acrs }),
        ...createVersionClaims(resource.version, origin, subject),
      });
      return { token, expiresIn };
    },

    issueIdToken(subject: TokenSubject, nonce: string | undefined): string {
      const { person, application, signIn } = subject;
      return key.sign(header, {
        aud: application.clientId,
        iss: `${origin}/${person.tid}/v2.0`,
        ...createTimeClaims(defaultLifetimeSeconds),
        ...createUserClaims(subject),
        sub: computePairwiseId(subject),
        sid: signIn.sid,
        auth_time: Math.floor(signIn.signedInAt / 1000),
        preferred_username: person.upn,
        login_hint: person.upn,
        ver: '2.0',
        ...(nonce !== undefined && { nonce }),
      });
    },

    /** Issues a token of the managed identity for an API. @returns the token, and its lifetime in seconds. */
    issueAppToken(audience: string): { token: string; expiresIn: number } {
      const { tid } = directory.acsResource;
      const token = key.sign(header, {
        aud: audience,
        iss: `${origin}/${tid}/`,
        ...createTimeClaims(defaultLifetimeSeconds),
        tid,
        oid: managedIdentityOid,
        sub: managedIdentityOid,
        appid: managedIdentityOid,
        // The caller has authenticated with a certificate. `0` would mean a public client.
        appidacr: '2',
        idtyp: 'app',
        ver: '1.0',
      });
      return { token, expiresIn: defaultLifetimeSeconds };
    },
  };
}

/** @returns the claims that differ between access tokens of version 1.0 and version 2.0. */
function createVersionClaims(
  version: Resource['version'],
  origin: string,
  { person, application, signIn }: TokenSubject,
) {
  if (version === '2.0') {
    return {
      iss: `${origin}/${person.tid}/v2.0`,
      azp: application.clientId,
      azpacr: '0',
      preferred_username: person.upn,
    };
  }
  return {
    iss: `${origin}/${person.tid}/`,
    appid: application.clientId,
    appidacr: '0',
    amr: signIn.hasSecondFactor ? ['pwd', 'mfa'] : ['pwd'],
    upn: person.upn,
    unique_name: person.upn,
  };
}

/** @returns the response field `client_info`, from which MSAL derives the id of the account in its cache. */
export function createClientInfo({ oid, tid }: Person): string {
  return Buffer.from(JSON.stringify({ uid: oid, utid: tid })).toString('base64url');
}
